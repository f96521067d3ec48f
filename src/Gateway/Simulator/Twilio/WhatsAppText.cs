using Gateway.Simulator.Chats;

namespace Gateway.Simulator.Twilio;

/// <summary>
/// A text as WhatsApp shows it: <c>*bold*</c>, <c>_italic_</c>, <c>~strike~</c>, <c>`code`</c>, triple backticks.
/// </summary>
internal static class WhatsAppText
{
    private const string Fence = "```";

    private static readonly (char Mark, string Style)[] Marks =
        [('*', "bold"), ('_', "italic"), ('~', "strike"), ('`', "code")];

    /// <summary>Reads a text.</summary>
    public static IReadOnlyList<TextRun> Read(string text) =>
        [.. Read(text, []).SelectMany(run => run.Styles.Contains("code") ? [run] : PlainText.WithLinks(run))];

    private static IEnumerable<TextRun> Read(string text, IReadOnlyList<string> styles)
    {
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!TryMark(text, i, out var style, out var inside, out var end))
                continue;
            if (i > plain)
                yield return new TextRun(text[plain..i], styles);
            IReadOnlyList<string> inner = [.. styles, style];
            foreach (var run in style == "code" ? [new TextRun(inside, inner)] : Read(inside, inner))
                yield return run;
            plain = end;
            i = end - 1;
        }

        if (plain < text.Length)
            yield return new TextRun(text[plain..], styles);
    }

    private static bool TryMark(string text, int start, out string style, out string inside, out int end)
    {
        (style, inside, end) = ("code", "", 0);
        if (string.CompareOrdinal(text, start, Fence, 0, Fence.Length) == 0)
        {
            var close = text.IndexOf(Fence, start + Fence.Length, StringComparison.Ordinal);
            if (close <= start + Fence.Length)
                return false;
            inside = text[(start + Fence.Length)..close];
            end = close + Fence.Length;
            return true;
        }

        var mark = Array.Find(Marks, one => one.Mark == text[start]);
        if (mark.Style is null || (start > 0 && IsOfWord(text[start - 1])) || start + 2 >= text.Length
            || char.IsWhiteSpace(text[start + 1]))
            return false;
        for (var i = start + 2; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] != mark.Mark || char.IsWhiteSpace(text[i - 1])
                || (i + 1 < text.Length && IsOfWord(text[i + 1])))
                continue;
            (style, inside, end) = (mark.Style, text[(start + 1)..i], i + 1);
            return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a mark that touches it stands within a word. A non-joiner does as a letter does: so data's own marks are
    /// kept from being read.
    /// </summary>
    private static bool IsOfWord(char unit) => char.IsLetterOrDigit(unit) || unit == '\u200C';
}
