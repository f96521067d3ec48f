using Gateway.Sessions;

namespace Gateway.Channels.Voice.Turns;

/// <summary>When a caller has finished: how much silence it takes, by what they have said and what was asked.</summary>
internal static class EndPointing
{
    /// <summary>After so much silence the recogniser is asked for its last word, so that it is there in time.</summary>
    public const int CommitMs = 150;

    /// <summary>What it takes where nothing speaks for more or less.</summary>
    public const int BaseMs = 350;

    /// <summary>The most it ever takes.</summary>
    public const int MostMs = 2_500;

    private const int MostLearntMs = 800;
    private const int UnfinishedMs = 400;
    private const int SatisfiedMs = -100;
    private const double PauseShare = 1.25;

    /// <summary>The silence that ends an utterance.</summary>
    /// <param name="text">What was understood of it so far; may be empty.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="expects">What the last thing we said asked for.</param>
    /// <param name="pauses">How this caller pauses.</param>
    public static int SilenceMs(string text, string locale, Expectation expects, Pauses pauses)
    {
        var needed = pauses.AverageMs is { } average
            ? Math.Clamp((int)(average * PauseShare), BaseMs, MostLearntMs)
            : BaseMs;
        var isSatisfied = text.Length > 0 && HeardWords.Satisfies(text, locale, expects);
        if (isSatisfied)
            needed = Math.Min(needed, BaseMs) + SatisfiedMs;
        else
            needed += DictationMs(expects);
        if (!isSatisfied && HeardWords.IsUnfinished(text, locale))
            needed += UnfinishedMs;
        return Math.Min(needed, MostMs);
    }

    // Whoever reads a plate or an address out pauses between its groups.
    private static int DictationMs(Expectation expects) => expects switch
    {
        Expectation.Plate or Expectation.Name or Expectation.Digits or Expectation.Address => 600,
        Expectation.Phone => 750,
        Expectation.Email => 900,
        _ => 0,
    };
}
