using System.Buffers;

namespace Gateway.Channels.Speech.Saying;

/// <summary>What Markdown writes at the beginning of a line.</summary>
internal static class LineMarks
{
    private const int DeepestHeading = 6;
    private const int LongestNumber = 3;

    private static readonly SearchValues<char> Layout = SearchValues.Create("-*_=|: \t");

    /// <summary>Whether a line is a rule, a fence, or what stands under the head of a table.</summary>
    public static bool IsLayout(ReadOnlySpan<char> line)
    {
        var trimmed = line.Trim();
        if (trimmed.StartsWith("```") || trimmed.StartsWith("~~~"))
            return true;
        return trimmed.Length >= 3 && !trimmed.ContainsAnyExcept(Layout)
            && trimmed.IndexOfAny("-*_=") >= 0;
    }

    /// <summary>
    /// How many characters of a line come before its words, and how many digits of a list's number follow them; the
    /// mark behind these is not counted.
    /// </summary>
    public static (int Marks, int Number) Begin(ReadOnlySpan<char> line)
    {
        var at = 0;
        while (true)
        {
            while (at < line.Length && (IsBlank(line[at]) || line[at] is '>' or '|'))
                at++;
            var rest = line[at..];
            var heading = rest.IndexOfAnyExcept('#') is >= 0 and var first ? first : rest.Length;
            if (heading is > 0 and <= DeepestHeading && (heading == rest.Length || IsBlank(rest[heading])))
                at += heading;
            else if (rest is ['-' or '*' or '+' or '•' or '–', var behind, ..] && IsBlank(behind))
                at += 2;
            else if (rest is ['[', ' ' or 'x' or 'X', ']', var last, ..] && IsBlank(last))
                at += 4;
            else
                break;
        }

        var digits = line[at..].IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= LongestNumber && line[at + digits] is '.' or ')'
            && at + digits + 1 < line.Length && IsBlank(line[at + digits + 1])
            ? (at, digits)
            : (at, 0);
    }

    private static bool IsBlank(char unit) => unit is ' ' or '\t' or '\u00A0' or '\u202F';
}
