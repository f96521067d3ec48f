using System.Buffers;

namespace Gateway.Channels.Speech.Saying;

/// <summary>Words that are shortened by a point.</summary>
internal static class Abbreviations
{
    // What a word begins behind.
    private static readonly SearchValues<char> Starts = SearchValues.Create(" \n\t(\u00A0\u202F'’");

    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "mm", "mme", "mlle", "dr", "pr", "me", "st", "ste", "cf", "env", "tél", "tel", "ex", "av", "bd", "bld", "pl",
        "rte",
        "imp", "chem", "bât", "réf", "ref", "mr", "mrs", "ms", "prof", "approx", "no", "vs", "incl", "excl", "fig",
        "lun", "mer",
        "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu", "fri",
    };

    private static readonly HashSet<string> Sometimes = new(StringComparer.OrdinalIgnoreCase)
    {
        "etc", "janv", "févr", "avr", "juil", "sept", "oct", "nov", "déc", "jan", "feb", "aug", "dec", "min", "max",
        "h",
        "rd", "ave", "ltd", "appt", "hr", "hrs", "km", "pers",
    };

    /// <summary>What a point behind a text is.</summary>
    public static AbbreviationKind Before(ReadOnlySpan<char> text)
    {
        var start = text.LastIndexOfAny(Starts) + 1;
        var word = text[start..].Trim("*_«\"").ToString();
        if (word.Length == 0)
            return AbbreviationKind.None;
        if (word.Length <= 3 && !word.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return text[..start].Trim(" \t>").Length == 0 || text[..start].TrimEnd(" \t>").EndsWith("\n")
                ? AbbreviationKind.GoesOn
                : AbbreviationKind.None;
        if (word.Contains('.', StringComparison.Ordinal) && word.Length <= 6)
            return AbbreviationKind.MayEnd;
        // "J. Dupont", "M. Martin"; a unit or a plate's letter may end a sentence.
        if (word.Length == 1 && char.IsUpper(word[0]))
            return start == 0 || !char.IsUpper(PreviousOf(text[..start]))
                ? AbbreviationKind.GoesOn
                : AbbreviationKind.None;
        return Never.Contains(word) ? AbbreviationKind.GoesOn
            : Sometimes.Contains(word) ? AbbreviationKind.MayEnd
            : AbbreviationKind.None;
    }

    private static char PreviousOf(ReadOnlySpan<char> text) => text.TrimEnd() is [.., var last] ? last : '\0';
}
