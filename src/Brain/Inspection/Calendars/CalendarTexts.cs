using System.Text;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>Texts on their way into a calendar or out of one.</summary>
internal static class CalendarTexts
{
    private const int LongestOctets = 75;

    /// <summary>In one line, without control characters and with single spaces, cut where it is longer.</summary>
    public static string OneLine(string text, int longest)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > longest)
                break;
            if (!Rune.IsControl(rune) && rune.Value != ' ')
                line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().Trim();
    }

    /// <summary>
    /// Breaks the lines of a calendar at 75 octets (RFC 5545, 3.1), and inside of no character: Ical.Net counts UTF-16
    /// units, and cuts pairs of them in two.
    /// </summary>
    public static string Fold(string calendar)
    {
        var folded = new StringBuilder(calendar.Length + 256);
        foreach (var line in calendar.Replace("\r\n ", "", StringComparison.Ordinal)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > LongestOctets)
                {
                    folded.Append("\r\n ");
                    octets = 1;
                }

                folded.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }

            folded.Append("\r\n");
        }

        return folded.ToString();
    }
}
