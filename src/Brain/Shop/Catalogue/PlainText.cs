using System.Text;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Text as PostgreSQL can keep it and people can read it.</summary>
internal static class PlainText
{
    /// <summary>
    /// One line feed between lines, one space between words, no control characters and no lone surrogates. The spaces of French typography
    /// stay what they are.
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
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = rune.Value is ' ' || Rune.IsControl(rune);
            if (!isBlank)
                line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().Trim();
    }

    /// <summary>Whether PostgreSQL can take the text as a parameter: it has no NUL and no lone surrogate.</summary>
    public static bool CanBeStored(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
