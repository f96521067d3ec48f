namespace Gateway.Simulator.Twilio;

/// <summary>How long an SMS is, as carriers count (3GPP TS 23.038).</summary>
/// <param name="Segments">At least 1.</param>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>.</param>
internal readonly record struct SmsLength(int Segments, string Encoding)
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "^{}\\[~]|€\f";

    /// <summary>Counts a text.</summary>
    public static SmsLength Of(string text)
    {
        var isGsm = text.All(unit => Basic.Contains(unit, StringComparison.Ordinal) || Extended.Contains(unit, StringComparison.Ordinal));
        return isGsm
            ? new SmsLength(Count(text.Select(unit => Extended.Contains(unit, StringComparison.Ordinal) ? 2 : 1), 160, 153), "GSM-7")
            : new SmsLength(Count(text.EnumerateRunes().Select(rune => rune.Utf16SequenceLength), 70, 67), "UCS-2");
    }

    /// <summary>What belongs together is not torn apart between two segments.</summary>
    private static int Count(IEnumerable<int> sizes, int alone, int each)
    {
        var (total, segments, used) = (0, 1, 0);
        foreach (var size in sizes)
        {
            total += size;
            if (used + size > each)
                (segments, used) = (segments + 1, 0);
            used += size;
        }

        return total <= alone ? 1 : segments;
    }
}
