using System.Text;

namespace Gateway.Channels;

/// <summary>
/// Text that a network has taken from its sender already: it is mended rather than refused, because the network will not bring it again. What it keeps is
/// well-formed Unicode without control characters.
/// </summary>
public static class OutsideText
{
    /// <summary>Several lines: line feeds and tabs stay.</summary>
    /// <param name="text">What came, or null.</param>
    /// <param name="most">The most UTF-16 units to keep.</param>
    public static string Clean(string? text, int most) => Clean(text, most, keepLines: true);

    /// <summary>A single line; null when nothing is left of it.</summary>
    /// <param name="text">What came, or null.</param>
    /// <param name="most">The most UTF-16 units to keep.</param>
    public static string? Line(string? text, int most) => Clean(text, most, keepLines: false) is { Length: > 0 } line ? line : null;

    private static string Clean(string? text, int most, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length <= most && !NeedsMending(text, keepLines))
            return text.Trim();
        var mended = new StringBuilder(Math.Min(text.Length, most));
        for (var i = 0; i < text.Length && mended.Length < most; i++)
        {
            var unit = text[i];
            if (char.IsSurrogate(unit))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(unit, text[i + 1]))
                    mended.Append('\uFFFD');
                else if (mended.Length + 2 > most)
                    break;
                else
                    mended.Append(unit).Append(text[++i]);
            }
            else if (unit is '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                // Its line feed follows.
            }
            else if (unit is '\n' or '\r' or '\t')
            {
                mended.Append(keepLines ? unit == '\r' ? '\n' : unit : ' ');
            }
            else if (!char.IsControl(unit))
            {
                mended.Append(unit);
            }
        }

        return mended.ToString().Trim();
    }

    private static bool NeedsMending(string text, bool keepLines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && !(keepLines && text[i] is '\n' or '\t'))
                return true;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
