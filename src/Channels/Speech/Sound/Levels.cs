namespace Gateway.Channels.Speech.Sound;

/// <summary>How loud sound is, in decibels below the loudest there can be (dBFS). Nothing here allocates.</summary>
public static class Levels
{
    /// <summary>What silence itself is given; nothing is below.</summary>
    public const double Silence = -96;

    private const double FullScale = 32_768;

    /// <summary>The level of samples of 16 bits: their root mean square, −96 to 0. Of none: −96.</summary>
    public static double Of(ReadOnlySpan<short> samples)
    {
        long sum = 0;
        foreach (var sample in samples)
            sum += sample * sample;
        return InDecibels(sum, samples.Length);
    }

    /// <summary>The level of mu-law.</summary>
    public static double Of(ReadOnlySpan<byte> muLaw)
    {
        long sum = 0;
        foreach (var value in muLaw)
        {
            int sample = MuLaw.Decode(value);
            sum += sample * sample;
        }

        return InDecibels(sum, muLaw.Length);
    }

    private static double InDecibels(long sum, int count) =>
        sum == 0 ? Silence : Math.Max(Silence, 10 * Math.Log10(sum / (FullScale * FullScale * count)));
}
