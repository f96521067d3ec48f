using Gateway.Sessions;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>
/// What was said, as one would have typed it: spoken numbers, plates, mailboxes and times the way they are written.
/// </summary>
internal static class Heard
{
    // Longer than anyone speaks without a pause; it is left as it is.
    private const int Longest = 4_000;

    /// <summary>The text for the brain.</summary>
    /// <param name="transcript">What a recogniser wrote down.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    /// <param name="expects">
    /// What is asked for: where a number is awaited all that can be one is one; where nothing is, words stay words
    /// unless
    /// they are figures without a doubt.
    /// </param>
    public static string Of(string transcript, string locale, Expectation expects)
    {
        if (transcript.Length > Longest)
            return transcript;
        var words = HeardWords.Of(transcript);
        return expects switch
        {
            Expectation.YesNo => YesOrNo.Of(words, locale) is { } answer ? answer : Free(words, locale),
            Expectation.Digits => Digits(words, locale),
            Expectation.Phone => HeardPhone.Of(words, locale),
            Expectation.Plate => HeardPlate.Of(words, locale),
            Expectation.Name => HeardName.Of(words, locale),
            Expectation.Email => HeardEmail.Of(words, locale),
            Expectation.Address => HeardAddress.Of(words, locale),
            _ => Free(words, locale),
        };
    }

    private static string Digits(HeardWords words, string locale) =>
        Rewriting.Over(words, (all, at) =>
        {
            // Composed over a pause where that gives one number: "quarante-deux mille, trois cents".
            var digits = DigitRun.Read(all, at, locale, NumberReading.OverPause);
            var comma = locale == "fr" ? "virgule" : "point";
            if (digits.Words == 0 || all[at + digits.Words].Text != comma)
                return digits;
            var rest = DigitRun.Read(all, at + digits.Words + 1, locale, NumberReading.Plain);
            return rest.Words == 0
                ? digits
                : new Rewriting(
                    digits.Words + 1 + rest.Words, digits.Text + (locale == "fr" ? "," : ".") + rest.Text);
        });

    private static string Free(HeardWords words, string locale)
    {
        if (words.Text.Contains('@', StringComparison.Ordinal) || HasAtSign(words))
            return HeardEmail.Of(words, locale);
        return Rewriting.Over(words, (all, at) =>
        {
            // What is written in figures already is left as it is.
            if (all[at].IsDigits)
                return default;
            if (HeardPhone.Read(all, at, locale) is { Words: > 0 } phone)
                return phone;
            return HeardTimes.Read(all, at, locale) is { Words: > 0 } time
                ? time
                : HeardAmounts.Read(all, at, locale);
        });
    }

    private static bool HasAtSign(HeardWords words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at].Text is "arobase" or "arobas" or "arrobase")
                return true;
        }

        return false;
    }
}
