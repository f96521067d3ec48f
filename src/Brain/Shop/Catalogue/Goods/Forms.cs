using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>What of a word, or of a number, stays the same however it is used.</summary>
internal static class Forms
{
    private const int ShortestRoot = 4;

    private static readonly string[] Endings =
    [
        "issant", "aient", "ante", "ment", "ant", "ent", "ing", "ait", "ers", "ons", "ier", "er", "ir", "ez", "ed",
        "ie", "ee", "re", "y",
    ];

    /// <summary>A word without what makes it plural or feminine.</summary>
    /// <param name="word">Folded.</param>
    public static string Stem(string word)
    {
        var stem = word switch
        {
            [.. var root, 'e', 'a', 'u', 'x'] when root.Length > 1 => $"{root}eau",
            [.. var root, 'a', 'u', 'x'] when root.Length > 2 => $"{root}al",
            [.. var root, 'i', 'e', 's'] when root.Length > 3 => $"{root}y",
            _ => word.Length > 3 ? word.TrimEnd('s', 'x') : word,
        };
        return stem.Length > 4 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    /// <summary>A word without what makes a verb of it: "bouillir" and "bouillante" have one root.</summary>
    /// <param name="stem">Its <see cref="Stem"/>.</param>
    public static string Root(string stem)
    {
        foreach (var ending in Endings)
        {
            if (stem.Length - ending.Length >= ShortestRoot && stem.EndsWith(ending, StringComparison.Ordinal))
                return stem[..^ending.Length];
        }

        return stem;
    }

    /// <summary>The numbers of a text, as "1.7", each with the place where it begins.</summary>
    public static IEnumerable<(string Number, int Start, int End)> Numbers(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var start = i;
            while (i < text.Length && (char.IsAsciiDigit(text[i])
                || (text[i] is '.' or ',' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
                i++;
            if (double.TryParse(
                text[start..i].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var number))
                yield return (number.ToString(CultureInfo.InvariantCulture), start, i);
        }
    }
}
