using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Vehicles;

/// <summary>What stands between a piece of a message and the one before it.</summary>
internal enum VehicleGap
{
    /// <summary>Nothing: a figure follows a letter, or the other way round.</summary>
    None,

    /// <summary>A hyphen, or a point with nothing around it.</summary>
    Tight,

    /// <summary>Blanks, an apostrophe, a slash.</summary>
    Space,

    /// <summary>A comma, a bracket, a colon.</summary>
    Comma,

    /// <summary>The end of a sentence or line, and the beginning of the message.</summary>
    Break,
}

/// <summary>Letters or figures of a message, never both: "C3" is two of these, as "MT-07" and "mt07" are.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Before">What parts it from the one before.</param>
/// <param name="HasCapital">Whether it begins with a capital.</param>
internal readonly record struct VehicleToken(string Text, int Start, int End, VehicleGap Before, bool HasCapital)
{
    /// <summary>Whether it is made of figures.</summary>
    public bool IsNumber => char.IsAsciiDigit(Text[0]);

    /// <summary>The pieces of a message, in order.</summary>
    public static List<VehicleToken> In(string text)
    {
        List<VehicleToken> tokens = [];
        var end = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            var isNumber = char.IsAsciiDigit(text[i]);
            while (i < text.Length && char.IsLetterOrDigit(text[i]) && char.IsAsciiDigit(text[i]) == isNumber)
                i++;
            var folded = Word.Fold(text[start..i]);
            if (folded.Length == 0)
                continue;
            var gap = tokens.Count == 0 ? VehicleGap.Break : GapOf(text.AsSpan(end, start - end));
            tokens.Add(new VehicleToken(folded, start, i, gap, char.IsUpper(text[start])));
            end = i;
        }

        return tokens;
    }

    private static VehicleGap GapOf(ReadOnlySpan<char> between)
    {
        if (between.Length == 0)
            return VehicleGap.None;
        if (between is "-" or "‑" or "." or "+")
            return VehicleGap.Tight;
        var gap = VehicleGap.Space;
        foreach (var sign in between)
        {
            if (sign is '.' or '!' or '?' or ';' or '\n' or '…' or '|')
                return VehicleGap.Break;
            if (!char.IsWhiteSpace(sign) && sign is not ('\'' or '’' or '/' or '-' or '"' or '«' or '»' or '&'))
                gap = VehicleGap.Comma;
        }

        return gap;
    }
}
