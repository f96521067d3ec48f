namespace Gateway.Channels.Speech.Hearing;

/// <summary>Postal addresses that are dictated.</summary>
internal static class HeardAddress
{
    private static readonly string[] Streets =
    [
        "rue", "avenue", "boulevard", "place", "allee", "chemin", "impasse", "route", "quai", "cours", "square",
        "bis", "ter",
        "street", "road", "lane", "close", "drive", "way",
    ];

    /// <summary>
    /// The transcript with its numbers in digits: <c>12 bis rue de la République 41000 Blois</c>. A one stays a word
    /// unless a street follows.
    /// </summary>
    public static string Of(HeardWords words, string locale) =>
        Rewriting.Over(words, (all, at) => Read(all, at, locale));

    private static Rewriting Read(HeardWords words, int at, string locale)
    {
        var (digits, length) = DigitRun.One(words, at, locale, NumberReading.Plain);
        if (length == 0 || (length == 1 && words[at].Text is "un" or "une" or "one"
            && !Streets.Contains(words[at + 1].Text)))
            return default;
        // A postcode is said in two parts, or digit by digit.
        while (!words[at + length].HasPauseBefore && digits.Length < 5
            && DigitRun.One(words, at + length, locale, NumberReading.Plain) is { Words: > 0 } more
            && digits.Length + more.Digits.Length <= 5)
        {
            digits += more.Digits;
            length += more.Words;
        }

        return new Rewriting(length, digits);
    }
}
