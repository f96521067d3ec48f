namespace Gateway.Channels.Speech.Saying.Numbers;

/// <summary>Whole numbers in French words, as in France, in the spelling with <c>et</c> before one only.</summary>
internal static class FrenchNumber
{
    private static readonly string[] Small =
    [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
        "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    ];

    private static readonly string[] Tens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];

    /// <summary>How many there are.</summary>
    /// <param name="number">0 to 999,999,999,999.</param>
    /// <param name="isFeminine">Whether a one at its end counts things such as <c>heure</c>.</param>
    public static string Cardinal(long number, bool isFeminine = false)
    {
        if (number == 0)
            return Small[0];
        var words = new List<string>();
        Scale(1_000_000_000, "milliard");
        Scale(1_000_000, "million");
        if (number >= 1_000)
        {
            if (number >= 2_000)
                words.Add(Below1000(number / 1_000, isLast: false, isFeminine: false));
            words.Add("mille");
            number %= 1_000;
        }

        if (number > 0)
            words.Add(Below1000(number, isLast: true, isFeminine));
        return string.Join(' ', words);

        // These are nouns: what counts them keeps its plural.
        void Scale(long size, string name)
        {
            if (number < size)
                return;
            var count = number / size;
            words.Add($"{Below1000(count, isLast: true, isFeminine: false)} {name}{(count > 1 ? "s" : "")}");
            number %= size;
        }
    }

    /// <summary>Which one it is.</summary>
    /// <param name="number">1 to 999,999,999,999.</param>
    /// <param name="isFeminine">Whether the first is <c>première</c>.</param>
    public static string Ordinal(long number, bool isFeminine = false)
    {
        if (number == 1)
            return isFeminine ? "première" : "premier";
        var words = Cardinal(number);
        if (words.EndsWith("vingts", StringComparison.Ordinal) || words.EndsWith("cents", StringComparison.Ordinal)
            || words.EndsWith("ons", StringComparison.Ordinal) || words.EndsWith("ards", StringComparison.Ordinal))
            words = words[..^1];
        return words switch
        {
            [.., 'e'] => $"{words[..^1]}ième",
            [.., 'c', 'i', 'n', 'q'] => $"{words}uième",
            [.., 'n', 'e', 'u', 'f'] => $"{words[..^1]}vième",
            _ => $"{words}ième",
        };
    }

    private static string Below1000(long number, bool isLast, bool isFeminine)
    {
        var (hundreds, rest) = (number / 100, number % 100);
        if (hundreds == 0)
            return Below100(rest, isLast, isFeminine);
        var hundred = hundreds == 1 ? "cent" : $"{Small[hundreds]} cent{(rest == 0 && isLast ? "s" : "")}";
        return rest == 0 ? hundred : $"{hundred} {Below100(rest, isLast, isFeminine)}";
    }

    private static string Below100(long number, bool isLast, bool isFeminine)
    {
        var one = isFeminine ? "une" : "un";
        return (number / 10, number % 10) switch
        {
            (0, 1) => one,
            ( < 2, _) => Small[number],
            (7, 1) => "soixante et onze",
            (7, _) => $"soixante-{Small[number - 60]}",
            (8, 0) => isLast ? "quatre-vingts" : "quatre-vingt",
            (8, 1) => $"quatre-vingt-{one}",
            (8 or 9, _) => $"quatre-vingt-{Small[number - 80]}",
            (var tens, 0) => Tens[tens],
            (var tens, 1) => $"{Tens[tens]} et {one}",
            var (tens, units) => $"{Tens[tens]}-{Small[units]}",
        };
    }
}
