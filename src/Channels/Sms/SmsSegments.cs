using System.Collections.Frozen;
using System.Text;

namespace Gateway.Channels.Sms;

/// <summary>What a text costs as SMS.</summary>
/// <param name="Segments">How many segments it is sent as; 0 for an empty text.</param>
/// <param name="IsUnicode">True: it has a character that GSM 03.38 lacks, and each segment holds less than
/// half.</param>
public readonly record struct SmsSize(int Segments, bool IsUnicode)
{
    /// <summary>The name of its encoding: <c>GSM-7</c> or <c>UCS-2</c>.</summary>
    public string Encoding => IsUnicode ? "UCS-2" : "GSM-7";
}

/// <summary>
/// Counts segments: 160 septets (153 each when there are several) in the alphabet of GSM 03.38 (now 3GPP TS 23.038),
/// else 70 units of UTF-16 (67). What takes two of them never stands across two segments.
/// </summary>
public static class SmsSegments
{
    private const int SingleSeptets = 160;
    private const int Septets = 153;
    private const int SingleUnits = 70;
    private const int Units = 67;

    private static readonly FrozenSet<char> Basic =
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").ToFrozenSet();

    private static readonly FrozenSet<char> Extension = "\f^{}\\[~]|€".ToFrozenSet();

    /// <summary>Whether a character needs no Unicode.</summary>
    public static bool IsGsm(char unit) => Basic.Contains(unit) || Extension.Contains(unit);

    /// <summary>Counts a text as it stands.</summary>
    public static SmsSize Measure(string text)
    {
        var isUnicode = !text.All(IsGsm);
        var segments = isUnicode
            ? Count(text, SingleUnits, Units, WidthInUnits)
            : Count(text, SingleSeptets, Septets, WidthInSeptets);
        return new SmsSize(segments, isUnicode);
    }

    private static int Count(string text, int single, int several, Func<Rune, int> widthOf)
    {
        var (total, segments, used) = (0, 0, several);
        foreach (var rune in text.EnumerateRunes())
        {
            var width = widthOf(rune);
            total += width;
            if (used + width > several)
                (segments, used) = (segments + 1, 0);
            used += width;
        }

        return total == 0 ? 0 : total <= single ? 1 : segments;
    }

    private static int WidthInSeptets(Rune rune) => Extension.Contains((char)rune.Value) ? 2 : 1;

    private static int WidthInUnits(Rune rune) => rune.Utf16SequenceLength;
}
