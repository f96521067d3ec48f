using System.Globalization;
using System.Text;

namespace Gateway.Sessions.Texts;

/// <summary>
/// Text as it is read, not as it is shown: figures of any script as 0 to 9, and the letters and signs that stand around
/// them in their plain form. Who reads a number out of what people wrote reads this; the transcript keeps what was
/// written.
/// </summary>
public static class Numerals
{
    private const int FirstWide = 0xFF01;
    private const int LastWide = 0xFF5E;
    private const char Keycap = '\u20E3';
    private const int MostOfOneSign = 50;

    /// <summary>
    /// The text with Arabic, Indic, Thai, full-width, mathematical … figures as <c>0-9</c>, keys (1️⃣) and signs that
    /// stand alone (①, ²) as their figures, full-width letters and signs as plain ones, and without what no one sees.
    /// Folding it again changes nothing.
    /// </summary>
    public static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\n', '\u007E'))
            return text;
        var seen = Invisibles.DropForReading(text);
        var folded = new StringBuilder(seen.Length);
        for (var i = 0; i < seen.Length;)
        {
            if (!Rune.TryGetRuneAt(seen, i, out var rune))
            {
                folded.Append(seen[i++]);
                continue;
            }

            var length = rune.Utf16SequenceLength;
            if (rune.IsAscii || !TryFold(rune, folded, seen.AsSpan(i + length)))
                folded.Append(seen, i, length);
            i += length;
            // "1️⃣" is a one with its key around it.
            while (i < seen.Length
                && (seen[i] is '\uFE0E' or '\uFE0F'
                ? char.IsAscii(folded[^1])
                : seen[i] == Keycap && IsKey(folded[^1])))
                i++;
        }

        return folded.ToString();
    }

    private static bool TryFold(Rune rune, StringBuilder folded, ReadOnlySpan<char> rest)
    {
        switch (rune.Value)
        {
            case >= FirstWide and <= LastWide:
                folded.Append((char)(rune.Value - FirstWide + '!'));
                return true;
            case 0x3000:
                folded.Append(' ');
                return true;
            // Decimal and thousands separator, percent and comma of Arabic.
            case 0x66B:
                folded.Append('.');
                return true;
            case 0x66C or 0x60C:
                folded.Append(',');
                return true;
            case 0x66A:
                folded.Append('%');
                return true;
            // Hyphens and minus, but not dashes: those part sentences.
            case 0x2010 or 0x2011 or 0x2212 or 0xFE63:
                folded.Append('-');
                return true;
            case KeyOfTen:
                folded.Append("10");
                return true;
            default:
                break;
        }

        var category = Rune.GetUnicodeCategory(rune);
        if (category == UnicodeCategory.DecimalDigitNumber)
        {
            folded.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            return true;
        }

        // "①" and "²" are numbers where they stand alone; in "m²" and "10²" they are not.
        if (category != UnicodeCategory.OtherNumber || !StandsAlone(folded, rest) ||
            Rune.GetNumericValue(rune) is not (>= 0 and <= MostOfOneSign and var value) ||
            Math.Floor(value) != value)
            return false;
        folded.Append(CultureInfo.InvariantCulture, $"{value}");
        return true;
    }

    internal const int KeyOfTen = 0x1F51F;

    private static bool StandsAlone(StringBuilder before, ReadOnlySpan<char> rest) =>
        (before.Length == 0 || !char.IsLetterOrDigit(before[^1])) && (rest.IsEmpty || !char.IsLetterOrDigit(rest[0]));

    private static bool IsKey(char sign) => char.IsAsciiDigit(sign) || sign is '#' or '*';
}
