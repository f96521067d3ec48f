using Gateway.Channels.Speech.Sound;

namespace Gateway.Testing.Speech;

/// <summary>Sounds that stand for words: a tone each, which is found again after any change of rate.</summary>
public static class ScriptedSound
{
    private const double Loudness = 8_000;

    // A stretch of sound is looked at in parts of 50 ms.
    private const double PartSeconds = 0.05;

    /// <summary>A tone as samples.</summary>
    public static short[] Samples(double hz, int count, int rateHz) =>
        [.. Enumerable.Range(0, count).Select(i => (short)(Loudness * Math.Sin(2 * Math.PI * hz * i / rateHz)))];

    /// <summary>A tone in mu-law, so many bytes long.</summary>
    public static byte[] Tone(double hz, int bytes)
    {
        var sound = new byte[bytes];
        MuLaw.Encode(Samples(hz, bytes, MuLaw.RateHz), sound);
        return sound;
    }

    /// <summary>Silence in mu-law, so many bytes long.</summary>
    public static byte[] Silence(int bytes) => [.. Enumerable.Repeat(MuLaw.Silence, bytes)];

    /// <summary>Whether there is anything but the line's own noise in it.</summary>
    public static bool IsSilence(ReadOnlySpan<byte> sound)
    {
        var loud = 0;
        foreach (var value in sound)
            loud += Math.Abs((int)MuLaw.Decode(value)) > 500 ? 1 : 0;
        return loud < MuLaw.RateHz / 50;
    }

    /// <summary>The words whose tones are heard, in their order, each once for a tone that goes on.</summary>
    /// <param name="sound">Mu-law.</param>
    /// <param name="words">The words by their tones, in hertz.</param>
    public static string Read(byte[] sound, IReadOnlyDictionary<int, string> words)
    {
        var samples = new short[sound.Length];
        MuLaw.Decode(sound, samples);
        return Read(samples, MuLaw.RateHz, words);
    }

    /// <summary>Likewise, of samples.</summary>
    public static string Read(short[] samples, int rateHz, IReadOnlyDictionary<int, string> words)
    {
        var heard = new List<int>();
        var last = 0;
        foreach (var part in samples.Chunk((int)(rateHz * PartSeconds)))
        {
            var strongest = words.Keys.MaxBy(hz => Strength(part, hz, rateHz));
            var hz = Strength(part, strongest, rateHz) > Loudness / 8 ? strongest : 0;
            if (hz != 0 && hz != last)
                heard.Add(hz);
            last = hz;
        }

        return string.Join(' ', heard.Select(hz => words[hz]));
    }

    private static double Strength(short[] samples, double hz, int rateHz)
    {
        double sine = 0, cosine = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            sine += samples[i] * Math.Sin(2 * Math.PI * hz * i / rateHz);
            cosine += samples[i] * Math.Cos(2 * Math.PI * hz * i / rateHz);
        }

        return 2 * Math.Sqrt(sine * sine + cosine * cosine) / samples.Length;
    }
}
