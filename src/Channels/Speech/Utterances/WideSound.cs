using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.Utterances;

/// <summary>A telephone's sound at 16 kHz, the rate that recognisers were taught at.</summary>
internal static class WideSound
{
    /// <summary>Samples a second.</summary>
    public const int RateHz = 16_000;

    private const float FullScale = 32_768;

    /// <summary>As samples of 16 bits.</summary>
    public static short[] Of(ReadOnlySpan<short> samples)
    {
        var resampler = new Resampler(MuLaw.RateHz, RateHz);
        var wide = new short[resampler.MostOutput(samples.Length) + resampler.FlushSamples];
        var length = resampler.Next(samples, wide);
        length += resampler.Flush(wide.AsSpan(length));
        return wide[..length];
    }

    /// <summary>As numbers from −1 to 1, with silence before and after.</summary>
    public static float[] Floats(ReadOnlySpan<short> samples, int silence)
    {
        var wide = Of(samples);
        var floats = new float[wide.Length + 2 * silence];
        for (var i = 0; i < wide.Length; i++)
            floats[silence + i] = wide[i] / FullScale;
        return floats;
    }
}
