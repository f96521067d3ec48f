using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.Utterances;

/// <summary>
/// Finds the speech within a stretch of sound, so that a recogniser is not given silence to make words of.
/// </summary>
internal static class Trimming
{
    private const int FrameSamples = MuLaw.RateHz / 50;

    // Some 240 ms of what was before and after.
    private const int FramesAround = 12;

    // Below the first a telephone carries nothing; above the floor by the second it may be speech.
    private const double Nothing = -52;
    private const double AboveFloor = 8;

    // A click is no word: 60 ms at least.
    private const int FewestFrames = 3;

    /// <summary>The part that is not silence, with a quarter of a second around it; empty when all of it is.</summary>
    public static ReadOnlyMemory<short> Of(ReadOnlyMemory<short> samples)
    {
        var frames = samples.Length / FrameSamples;
        if (frames < FewestFrames)
            return default;
        var levels = new double[frames];
        for (var i = 0; i < frames; i++)
            levels[i] = Levels.Of(samples.Span.Slice(i * FrameSamples, FrameSamples));
        var sorted = levels.Order().ToArray();
        var floor = sorted[frames / 10];
        // All of it may be loud alike: then its floor tells nothing.
        var threshold = Math.Max(Nothing, Math.Min(floor + AboveFloor, sorted[^1] - AboveFloor));
        var first = Array.FindIndex(levels, level => level > threshold);
        var last = Array.FindLastIndex(levels, level => level > threshold);
        if (first < 0 || levels.Count(level => level > threshold) < FewestFrames)
            return default;
        var begin = Math.Max(0, first - FramesAround) * FrameSamples;
        var end = Math.Min(samples.Length, (last + 1 + FramesAround) * FrameSamples);
        return samples[begin..end];
    }
}
