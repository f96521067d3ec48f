using System.Runtime.InteropServices;

namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>A time as it was written.</summary>
/// <param name="Minutes">Minutes of the day as they stand, before am or pm are counted in: 0 to 1,440.</param>
/// <param name="Half"><c>a</c> or <c>p</c>; null when neither is said.</param>
/// <param name="IsBare">Whether nothing but a number was written.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WrittenTime(int Minutes, char? Half, bool IsBare, int Start, int End)
{
    /// <summary>Minutes of the day with am or pm counted in.</summary>
    public int With(char? half) => half switch
    {
        'p' when Minutes < 720 => Minutes + 720,
        'a' when Minutes is >= 720 and < 780 => Minutes - 720,
        _ => Minutes,
    };
}

/// <summary>
/// Reads times of day: <c>8h</c>, <c>8 h 30</c>, <c>08:30</c>, <c>8.30am</c>, <c>6 p.m.</c>, <c>0800</c>, <c>8</c>.
/// </summary>
internal static class ClockReader
{
    private const int Noon = 12;

    /// <summary>The time that stands there and the place behind it; null when no number does.</summary>
    /// <exception cref="WordingException">It is no time of day.</exception>
    public static (WrittenTime Time, int Next)? Read(List<Token> tokens, int at, string text)
    {
        var first = tokens[at];
        if (first.Kind != TokenKind.Digits)
            return null;
        var (hour, minute, next) = (first.Number, 0, at + 1);
        var isBare = true;
        if (first.Text.Length == 4)
            (hour, minute, isBare) = (hour / 100, hour % 100, false);
        else if (Is(tokens, next, "h", "heure", "heures"))
            (minute, isBare) = (MinutesAfter(tokens, next + 1, out next), false);
        else if (Is(tokens, next, ":", ".") && tokens[next].IsGlued && IsMinutes(tokens, next + 1))
            (minute, next, isBare) = (tokens[next + 1].Number, next + 2, false);
        var half = HalfAfter(tokens, ref next);
        var end = tokens[next - 1].End;
        if (hour is < 0 or > 24 || minute > 59 || (hour == 24 && minute > 0)
            || (half is not null && hour is 0 or > Noon))
            throw new WordingException(new(WordingProblemKind.NoTime, text[first.Start..end]));
        return (new WrittenTime((hour * 60) + minute, half, isBare && half is null, first.Start, end), next);
    }

    private static int MinutesAfter(List<Token> tokens, int at, out int next)
    {
        next = at;
        if (at + 1 < tokens.Count && tokens[at].Text == "et" && tokens[at + 1].Text == "demie")
        {
            next = at + 2;
            return 30;
        }

        if (!IsMinutes(tokens, at) || Is(tokens, at + 1, "h", "heure", "heures"))
            return 0;
        next = at + 1;
        return tokens[at].Number;
    }

    private static char? HalfAfter(List<Token> tokens, ref int next)
    {
        if (Is(tokens, next, "am", "pm"))
            return tokens[next++].Text[0];
        if (!Is(tokens, next, "a", "p") || !Is(tokens, next + 1, ".") || !Is(tokens, next + 2, "m"))
            return null;
        var half = tokens[next].Text[0];
        next += Is(tokens, next + 3, ".") ? 4 : 3;
        return half;
    }

    private static bool IsMinutes(List<Token> tokens, int at) =>
        at < tokens.Count && tokens[at] is { Kind: TokenKind.Digits, Text.Length: 2 };

    private static bool Is(List<Token> tokens, int at, params ReadOnlySpan<string> words) =>
        at < tokens.Count && words.Contains(tokens[at].Text);
}
