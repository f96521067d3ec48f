using System.Globalization;
using System.Text;

namespace Gateway.Sessions.Texts;

/// <summary>
/// Characters that no one sees. Joiners shape scripts and emoji, marks of direction order mixed lines: there they stay.
/// Anywhere else they only cost: an SMS with one is billed as two, and a number with one in it cannot be read.
/// </summary>
public static class Invisibles
{
    /// <summary>The text without those that change nothing about how it looks.</summary>
    public static string Drop(string text) => Drop(text, isShown: true);

    /// <summary>The same for a text that is only read: there the marks of direction say nothing.</summary>
    internal static string DropForReading(string text) => Drop(text, isShown: false);

    private static string Drop(string text, bool isShown)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\n', '\u00AC'))
            return text;
        var needsDirection = isShown && text.EnumerateRunes().Any(IsRightToLeft);
        var kept = new StringBuilder(text.Length);
        var before = default(Rune);
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            Rune.DecodeFromUtf16(text.AsSpan(i + length), out var after, out _);
            if (IsShown(rune, before, after, needsDirection))
            {
                kept.Append(text, i, length);
                before = rune;
            }

            i += length;
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }

    private static bool IsShown(Rune rune, Rune before, Rune after, bool needsDirection) => rune.Value switch
    {
        // Soft hyphen, grapheme joiner, vowel separator, zero-width space, word joiner, invisible operators, Hangul
        // fillers, byte order mark.
        0xAD or 0x34F or 0x180E or 0x200B or (>= 0x2060 and <= 0x2064) or 0x3164 or 0xFFA0 or 0xFEFF => false,
        0x200C or 0x200D => IsShaped(before) || IsShaped(after)
            || (rune.Value == 0x200D && IsPicture(before) && IsPicture(after) && after.Value != 0xFE0F),
        0x61C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => needsDirection,
        // "1️⃣" is a picture, "1️" is a one.
        0xFE0E or 0xFE0F => after.Value == Keycap || IsPicture(before)
            || before.Value is 0x203C or 0x2049 or 0x2139 or 0x3030 or 0x303D,
        _ => true,
    };

    private const int Keycap = 0x20E3;

    // ©
    private const int FirstPicture = 0xA9;

    // Letters and marks of the scripts that join theirs: Hebrew to the Indic ones and those of Asia that stand further
    // up.
    private static bool IsShaped(Rune rune) =>
        rune.Value is (>= 0x590 and <= 0x1CFF) or (>= 0xA800 and <= 0xABFF) or (>= 0xFB1D and <= 0xFDFF)
        or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x16FFF) &&
        (Rune.IsLetter(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static bool IsPicture(Rune rune) =>
        rune.Value is 0xFE0F ||
        (rune.Value >= FirstPicture && rune.Value is not (Numerals.KeyOfTen or WellFormed.Replacement)
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol
            or UnicodeCategory.MathSymbol);

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
        or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
