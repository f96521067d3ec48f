using System.Text;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Words;

/// <summary>Text as PostgreSQL can keep it and people can read it.</summary>
internal static class PlainText
{
    /// <summary>
    /// One line feed between lines, one space between words, no control characters and no lone surrogates. The spaces
    /// of French typography stay what they are.
    /// </summary>
    public static string Tidy(string text)
    {
        var lines = text.Split('\n').Select(TidyLine).Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }

    /// <summary>The same in a single line.</summary>
    public static string TidyLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (!(unit == ' ' || char.IsControl(unit)))
                line.Append(unit);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return WellFormed.Line(line.ToString(), int.MaxValue) ?? "";
    }
}
