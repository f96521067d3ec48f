namespace Gateway.Channels.Tests.Speech.Sound;

/// <summary>Sounds that are known by their formula.</summary>
internal static class Tones
{
    public static short[] Sine(double hz, int rateHz, double seconds, double loudest = 16_000) =>
    [
        .. Enumerable.Range(0, (int)(rateHz * seconds))
            .Select(i => (short)Math.Round(loudest * Math.Sin(2 * Math.PI * hz * i / rateHz))),
    ];

    /// <summary>Noise of a level, the same each time.</summary>
    public static short[] Noise(int samples, double loudest, int seed = 7)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(_ => (short)((random.NextDouble() * 2 - 1) * loudest))];
    }
}
