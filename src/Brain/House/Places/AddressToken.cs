using System.Buffers;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Places;

/// <summary>What stands between a token and the one before it.</summary>
internal enum Gap
{
    /// <summary>Nothing but a hyphen, an apostrophe or the like.</summary>
    Tight,

    /// <summary>Blanks.</summary>
    Space,

    /// <summary>A comma, a bracket, a colon.</summary>
    Comma,

    /// <summary>The end of a line.</summary>
    Line,

    /// <summary>The end of a sentence, or something that was taken away already.</summary>
    Break,
}

/// <summary>A word or number of a message, as addresses are made of them.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Raw">As it was written.</param>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Before">What parts it from the token before.</param>
internal sealed record AddressToken(string Text, string Raw, int Start, int End, Gap Before)
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("\u0001;!?|…");

    // After these a full stop ends no sentence.
    private static readonly HashSet<string> ShortForms = new(StringComparer.Ordinal)
    {
        "st", "ste", "av", "ave", "bd", "bld", "blvd", "pl", "ch", "imp", "rte", "rd", "dr", "app", "appt", "apt",
        "bat", "res", "esc", "et", "mme", "mr", "mrs", "ms", "mlle", "no", "bte", "fl", "mt",
    };

    /// <summary>Whether it is a number, all of it.</summary>
    public bool IsNumber => Text.All(char.IsAsciiDigit);

    /// <summary>Whether it is written with a capital.</summary>
    public bool HasCapital => char.IsUpper(Raw[0]);

    /// <summary>Whether it goes on where the token before ended, but for blanks.</summary>
    public bool Joins => Before is Gap.Tight or Gap.Space;

    /// <summary>The tokens of a message. A number before a short form of "street" is a token of its own.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    public static List<AddressToken> In(string text)
    {
        List<AddressToken> tokens = [];
        var last = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
                i++;
            var gap = tokens.Count == 0 ? Gap.Break : GapOf(text.AsSpan(last..start), tokens[^1].Text);
            var digits = start;
            while (digits < i && char.IsAsciiDigit(text[digits]))
                digits++;
            if (digits > start && digits < i && AddressWords.IsGluedWay(Word.Fold(text[digits..i])))
            {
                tokens.Add(new AddressToken(text[start..digits], text[start..digits], start, digits, gap));
                (start, gap) = (digits, Gap.Space);
            }

            tokens.Add(new AddressToken(Word.Fold(text[start..i]), text[start..i], start, i, gap));
            last = i;
        }

        return tokens;
    }

    private static Gap GapOf(ReadOnlySpan<char> between, string before)
    {
        if (between.ContainsAny(Ends))
            return Gap.Break;
        var stop = between.IndexOf('.');
        if (stop >= 0 && stop + 1 < between.Length && char.IsWhiteSpace(between[stop + 1])
            && before.Length > 1 && !ShortForms.Contains(before))
            return Gap.Break;
        if (between.Contains('\n'))
            return Gap.Line;
        if (between.ContainsAny(",:()") || between.Contains(" - ", StringComparison.Ordinal)
            || between.Contains(" / ", StringComparison.Ordinal))
            return Gap.Comma;
        return between.ContainsAny(' ', '\t') || between.Contains('\u00A0') ? Gap.Space : Gap.Tight;
    }
}
