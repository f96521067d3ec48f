using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Sessions.Texts;

/// <summary>
/// Text as it may enter: well-formed Unicode without control characters, which every store takes, every channel sends
/// and every screen shows as it is. What people wrote is mended and never refused; an id that is not well-formed is no
/// id. docs/decisions/text-that-enters.md has the table.
/// </summary>
public static class WellFormed
{
    /// <summary>Stands where something was that is no character (U+FFFD).</summary>
    public const char Replacement = '\uFFFD';

    // The most that Unicode's stream-safe format has (UAX #15, 13): no language needs more, and normalisation sorts
    // them.
    private const int MostMarks = 30;

    // No character that people write is longer: a family of four with skin tones has 19.
    private const int LongestCharacter = 64;

    /// <summary>What someone wrote in several lines, without blanks around it.</summary>
    /// <param name="text">What came, or null for nothing.</param>
    /// <param name="most">The most UTF-16 units to keep; what is longer ends between two characters as people count
    /// them.</param>
    public static string Text(string? text, int most) =>
        text is null ? "" : Cut(Walk(text, keepLines: true, Torn).Trim(), most).TrimEnd();

    /// <summary>
    /// A name, a title or the like: one line, and nothing in it that turns the reading direction of what is put around
    /// it.
    /// </summary>
    /// <param name="text">What came, or null.</param>
    /// <param name="most">The most UTF-16 units to keep.</param>
    /// <returns>Null when nothing is left.</returns>
    public static string? Line(string? text, int most) =>
        text is not null && Cut(Walk(text, keepLines: false, Torn).Trim(), most).TrimEnd() is { Length: > 0 } line
            ? line
            : null;

    /// <summary>
    /// The text without what may not enter, else as it is: neither cut nor trimmed. Mending it again changes nothing.
    /// </summary>
    public static string Mend(string text) => Walk(text, keepLines: true, Torn);

    /// <summary>The same for what goes out: a piece of a character that is none leaves no trace.</summary>
    public static string Strip(string text) => Walk(text, keepLines: true, "");

    /// <summary>Whether a text may enter as it is.</summary>
    public static bool Is(string text) => ReferenceEquals(Mend(text), text);

    /// <summary>
    /// Whether a text can be an id that someone else gave: 1 to <paramref name="most"/> UTF-16 units that can be seen.
    /// Ids are compared, so nothing is mended in them: two would become one.
    /// </summary>
    public static bool IsId(string? text, int most)
    {
        if (text is not { Length: > 0 } || text.Length > most || text.Contains(Replacement, StringComparison.Ordinal)
            || !Is(text))
            return false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                return false;
        }

        return true;
    }

    /// <summary>Whether there is nothing to be seen in a text: blanks, marks of direction, half characters.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && !Rune.IsWhiteSpace(rune)
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNotAssigned))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The beginning of a text: at most so many UTF-16 units, and never a piece of a character (an emoji of several, a
    /// letter with its marks).
    /// </summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..LengthOfCut(text, most)];

    /// <summary>The same with an ellipsis where something was cut off, all in at most so many UTF-16 units.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">At least 1.</param>
    public static string Shorten(string text, int most) =>
        text.Length <= most ? text : text[..LengthOfCut(text, most - 1)] + "…";

    /// <summary>How long that beginning is.</summary>
    public static int LengthOfCut(ReadOnlySpan<char> text, int most)
    {
        if (text.Length <= most)
            return text.Length;
        if (most <= 0)
            return 0;
        if (IsVisibleAscii(text[most - 1]) && IsVisibleAscii(text[most]))
            return most;
        var length = 0;
        while (true)
        {
            var rest = text[length..];
            var next = StringInfo.GetNextTextElementLength(rest[..Math.Min(LongestCharacter, rest.Length)]);
            if (length + next > most)
                break;
            length += next;
        }

        // What stands on one place without end is cut nevertheless.
        return LengthOfWhole(text[..(length == 0 ? most : length)]);
    }

    /// <summary>
    /// How many UTF-16 units of a text that may still grow are whole characters: not the first half of one.
    /// </summary>
    public static int LengthOfWhole(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;

    /// <summary>
    /// The text in a normal form of Unicode, for those who read it: of pieces of characters U+FFFD stands there, and
    /// what no one has made a character of is left out, since there is no normal form of these.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="form">The form.</param>
    /// <param name="isRead">What else is left out, before the form makes several of one; null for nothing.</param>
    public static string Normalize(ReadOnlySpan<char> text, NormalizationForm form, Predicate<Rune>? isRead = null)
    {
        var valid = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned && isRead?.Invoke(rune) is not false)
                valid.Append(units[..rune.EncodeToUtf16(units)]);
        }

        return valid.ToString().Normalize(form);
    }

    private const string Torn = "\uFFFD";

    private static string Walk(string text, bool keepLines, string torn)
    {
        StringBuilder? mended = null;
        var marks = 0;
        var isFlag = false;
        for (var i = 0; i < text.Length;)
        {
            if (IsVisibleAscii(text[i]))
            {
                mended?.Append(text[i++]);
                if (mended is null)
                    i++;
                (marks, isFlag) = (0, false);
                continue;
            }

            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == OperationStatus.Done;
            marks = isWhole && IsMark(rune) ? marks + 1 : 0;
            isFlag = rune.Value == BlackFlag || (isFlag && IsTag(rune));
            var instead = !isWhole || IsNoCharacter(rune) ? torn
                : marks > MostMarks || (IsTag(rune) && !isFlag) ? ""
                : rune.Value == '\r' ? (i + 1 < text.Length && text[i + 1] == '\n' ? "" : keepLines ? "\n" : " ")
                : IsBreak(rune) ? (keepLines ? "\n" : " ")
                : rune.Value == '\t' ? (keepLines ? null : " ")
                : IsUnwanted(rune, keepLines) ? ""
                : null;
            // A line feed is its own replacement.
            if (instead is not null && !(instead.Length == 1 && length == 1 && instead[0] == text[i]))
                mended ??= new StringBuilder(text.Length).Append(text, 0, i);
            if (mended is not null)
                _ = instead is null ? mended.Append(text, i, length) : mended.Append(instead);
            i += length;
        }

        return mended?.ToString() ?? text;
    }

    private const int BlackFlag = 0x1F3F4;

    private static bool IsVisibleAscii(char unit) => unit is >= ' ' and < '\u007F';

    private static bool IsMark(Rune rune) =>
        rune.Value >= 0x300
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // U+FDD0 to U+FDEF and the last two of every plane are no characters and never will be.
    private static bool IsNoCharacter(Rune rune) =>
        rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE;

    // Letters that no one sees and models read; only the flags of regions are written with them.
    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0000 and <= 0xE007F;

    private static bool IsBreak(Rune rune) => rune.Value is '\n' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029;

    // Controls, byte order marks, annotations, deprecated formats and overrides (which show "exe.cod" as "doc.exe").
    // Embeddings and isolates end with their paragraph: in a message they are at home, in a name they would turn the
    // sentence that it is put into.
    private static bool IsUnwanted(Rune rune, bool keepLines) =>
        Rune.IsControl(rune) ||
        rune.Value is 0xFEFF or (>= 0xFFF9 and <= 0xFFFB) or (>= 0x206A and <= 0x206F) or 0x202D or 0x202E ||
        (!keepLines && rune.Value is (>= 0x202A and <= 0x202C) or (>= 0x2066 and <= 0x2069));
}
