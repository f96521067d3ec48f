using System.Text;

namespace Gateway.Channels.Texts;

/// <summary>Makes any text fit to be sent: well-formed Unicode, one kind of line end, no control characters, nothing that turns the reading direction for good.</summary>
internal static class CleanText
{
    /// <summary>The text without what cannot be sent. Cleaning it again changes nothing.</summary>
    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(unit).Append(text[++i]);
            else if (unit == '\r')
                clean.Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            else if (unit == '\t')
                clean.Append(' ');
            else if (unit == '\n' || !(char.IsSurrogate(unit) || char.IsControl(unit) || IsInvisible(unit)))
                clean.Append(unit);
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    // Soft hyphen, zero-width space, word joiner, byte order mark, line and paragraph separators, embeddings, overrides and isolates. The zero-width joiner and
    // the direction marks stay: emoji and mixed scripts need them.
    private static bool IsInvisible(char unit) =>
        unit is '\u00AD' or '\u200B' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or '\u2060' or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
