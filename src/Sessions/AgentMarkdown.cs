using System.Buffers;
using System.Globalization;
using System.Text;
using Gateway.Sessions.Texts;

namespace Gateway.Sessions;

/// <summary>
/// The notation of an agent's words: CommonMark without HTML, with tables and <c>~~</c>, in which marks within a word
/// are words. What contacts, operators and the gateway itself say is no Markdown but plain text.
/// </summary>
public static class AgentMarkdown
{
    // What can mean something wherever it stands; and what does only where a line begins.
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_~[]<|");
    private static readonly SearchValues<char> LineMarks = SearchValues.Create("#+->=");

    /// <summary>Whether an entry's text is Markdown; if not, it is shown as it stands.</summary>
    public static bool IsSpokenBy(EntryRole role) => role == EntryRole.Agent;

    /// <summary>
    /// Any text as Markdown that shows exactly its characters, wherever it is put, but for blanks at the ends of lines
    /// and empty lines.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        var isLineStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            // The sign composes with a stroke that follows it into another one, which an escape would be a letter
            // before.
            var isComposed = unit is '<' or '>' or '=' && i + 1 < text.Length && text[i + 1] == '\u0338';
            var needs = (Marks.Contains(unit) && !isComposed)
                || (isLineStart && LineMarks.Contains(unit) && !isComposed)
                || (unit == '!' && i + 1 < text.Length && text[i + 1] == '[')
                || (unit == '&' && IsEntityStart(text, i + 1));
            if (needs)
                escaped.Append('\\');
            else if (isLineStart && EndOfListNumber(text, i) is { } end)
            {
                escaped.Append(text, i, end - i).Append('\\');
                (i, unit) = (end, text[end]);
            }

            escaped.Append(unit);
            isLineStart = unit is '\n' or '\r' || (isLineStart && (unit is ' ' or '\t' || IsUnseen(unit)));
        }

        return escaped.ToString();
    }

    /// <summary>Markdown without its escapes; all else stays.</summary>
    public static string Unescape(string markdown) => Read(markdown, withMarks: true);

    /// <summary>
    /// A piece of Markdown without its escapes and without the marks round words: what it says, for those who look for
    /// figures in it.
    /// </summary>
    public static string Unmark(string markdown) => Read(markdown, withMarks: false);

    /// <summary>
    /// How many UTF-16 units of a growing text can be shown: not the half of an escape, nor the half of a character.
    /// </summary>
    public static int LengthOfWhole(ReadOnlySpan<char> text)
    {
        if (WellFormed.LengthOfWhole(text) is var whole && whole < text.Length)
            return whole;
        var slashes = text.Length - text.TrimEnd('\\').Length;
        return text.Length - (slashes % 2);
    }

    private static string Read(string markdown, bool withMarks)
    {
        var words = new StringBuilder(markdown.Length);
        for (var i = 0; i < markdown.Length; i++)
        {
            var unit = markdown[i];
            if (unit == '\\' && i + 1 < markdown.Length && IsAsciiPunctuation(markdown[i + 1]))
                words.Append(markdown[++i]);
            else if (withMarks || unit is not ('*' or '_' or '~' or '`') || (IsDigitAt(i - 1) && IsDigitAt(i + 1)))
                words.Append(unit);
        }

        return words.ToString();

        bool IsDigitAt(int at) => at >= 0 && at < markdown.Length && char.IsAsciiDigit(markdown[at]);
    }

    private static bool IsAsciiPunctuation(char unit) =>
        char.IsAscii(unit) && (char.IsPunctuation(unit) || char.IsSymbol(unit));

    private static bool IsEntityStart(string text, int at) =>
        at < text.Length && (text[at] == '#' || char.IsAsciiLetter(text[at]));

    /// <summary>
    /// Where the mark behind a list item's number stands (<c>12.</c>, <c>12)</c>), or null when no item begins here.
    /// </summary>
    private static int? EndOfListNumber(string text, int at)
    {
        var (end, digits) = (at, 0);
        for (;
            end < text.Length && digits < 10
            && (char.IsAsciiDigit(text[end]) || (digits > 0 && IsUnseen(text[end]))); end++)
            digits += char.IsAsciiDigit(text[end]) ? 1 : 0;
        if (digits is 0 or 10 || end == text.Length || text[end] is not ('.' or ')'))
            return null;
        var next = end + 1;
        while (next < text.Length && IsUnseen(text[next]))
            next++;
        return next == text.Length || char.IsWhiteSpace(text[next]) ? end : null;
    }

    // What channels leave out: what stood behind it then stands where it stood.
    private static bool IsUnseen(char unit) =>
        unit is not ('\t' or '\n' or '\r') && (unit is '\uFFFE' or '\uFFFF' || char.GetUnicodeCategory(unit) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
