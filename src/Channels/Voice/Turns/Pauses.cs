namespace Gateway.Channels.Voice.Turns;

/// <summary>How long a caller pauses within what they say: some think between two words, and are waited for.</summary>
internal sealed class Pauses
{
    private const double Weight = 0.3;
    private const int ShortestMs = 200;

    /// <summary>The average, the newest counting most; null where none is known.</summary>
    public double? AverageMs { get; private set; }

    /// <summary>Takes a pause after which they went on with the same utterance; shorter ones are breath.</summary>
    public void Note(int pauseMs)
    {
        if (pauseMs < ShortestMs)
            return;
        var pause = Math.Min(pauseMs, EndPointing.MostMs);
        AverageMs = AverageMs is { } average ? average + (Weight * (pause - average)) : pause;
    }
}
