using Gateway.Sessions;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Whether what is awaited has been said already, so that one need not wait for more.</summary>
internal static class Satisfied
{
    /// <summary>
    /// Whether a whole yes or no, telephone number, plate or mailbox is there. Of what has no end that one could tell
    /// (a name, an address, a number of unknown length, anything) never.
    /// </summary>
    /// <param name="partial">What was understood so far.</param>
    /// <param name="expects">What is awaited.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public static bool By(string partial, Expectation expects, string locale)
    {
        var words = HeardWords.Of(partial);
        return expects switch
        {
            Expectation.YesNo => YesOrNo.Of(words, locale) is not null,
            Expectation.Phone => Any(words, at => HeardPhone.IsAt(words, at, locale)),
            Expectation.Plate => Any(words, at => HeardPlate.Read(words, at, locale) is { Words: > 0 } plate
                && PlateForm.Write(string.Concat(plate.Text.Where(char.IsAsciiLetterOrDigit))) is not null),
            Expectation.Email => HeardEmail.IsIn(HeardEmail.Of(words, locale)),
            _ => false,
        };
    }

    private static bool Any(HeardWords words, Func<int, bool> isThere)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (isThere(at))
                return true;
        }

        return false;
    }
}
