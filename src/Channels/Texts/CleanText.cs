using System.Text;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Texts;

/// <summary>
/// Makes any text fit to be sent: well-formed Unicode, one kind of line end, no control characters, nothing that turns
/// the reading direction for good.
/// </summary>
internal static class CleanText
{
    /// <summary>The text without what cannot be sent. Cleaning it again changes nothing.</summary>
    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var unit in WellFormed.Strip(text))
        {
            if (!IsInvisible(unit))
                clean.Append(unit == '\t' ? ' ' : unit);
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    // Soft hyphen, zero-width space, word joiner, byte order mark, embeddings, overrides and isolates. The zero-width
    // joiner and the direction marks stay: emoji and mixed scripts need them.
    private static bool IsInvisible(char unit) =>
        unit is '\u00AD' or '\u200B' or (>= '\u202A' and <= '\u202E') or '\u2060' or (>= '\u2066' and <= '\u2069')
        or '\uFEFF';
}
