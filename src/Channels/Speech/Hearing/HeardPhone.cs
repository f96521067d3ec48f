using Gateway.Sessions;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Telephone numbers that are dictated.</summary>
internal static class HeardPhone
{
    private const int FewestDigits = 8;
    private const int BritishDigits = 11;

    /// <summary>The transcript with its number in digits; other figures become digits as well.</summary>
    public static string Of(HeardWords words, string locale) =>
        Rewriting.Over(words, (all, at) => Read(all, at, locale) is { Words: > 0 } number
            ? number
            : DigitRun.Read(all, at, locale, NumberReading.OverPause));

    /// <summary>Reads the telephone number that begins at a word; nothing where there is none.</summary>
    public static Rewriting Read(HeardWords words, int at, string locale)
    {
        var found = default(Rewriting);
        foreach (var how in NumberReading.All)
        {
            var digits = DigitRun.Read(words, at, locale, how);
            if (digits.Words == 0)
                return default;
            // A whole British number before one that could be a French or a local one.
            if (IsNumber(digits.Text, locale)
                && (found.Words == 0 || (locale != "fr" && digits.Text.Length == BritishDigits)))
                found = digits;
            if (found.Words > 0 && (locale == "fr" || found.Text.Length == BritishDigits))
                break;
        }

        return found;
    }

    /// <summary>
    /// Whether a whole number begins at a word however its words are put together: what may become one with the next
    /// word is none.
    /// </summary>
    public static bool IsAt(HeardWords words, int at, string locale) =>
        IsNumber(DigitRun.Read(words, at, locale, NumberReading.All[0]).Text ?? "", locale);

    /// <summary>Whether digits are a telephone number, where the speaker is likely to be.</summary>
    public static bool IsNumber(string digits, string locale) => digits.Length >= FewestDigits && (
        digits[0] == '+' ? E164.IsPossible(digits)
        : digits[0] == '0' && (E164.Read(digits, "FR").Number is not null
            || (locale != "fr" && digits.Length is 10 or 11 && E164.Read(digits, "GB").Number is not null)));
}
