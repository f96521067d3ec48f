namespace Gateway.Channels.Speech.Sound;

/// <summary>
/// G.711 mu-law, the telephone's sound: a byte is one sample, 8,000 a second. Nothing here allocates.
/// </summary>
public static class MuLaw
{
    /// <summary>Samples, and bytes, a second.</summary>
    public const int RateHz = 8_000;

    /// <summary>The byte of silence.</summary>
    public const byte Silence = 0xFF;

    private const int Bias = 132;
    private const int Loudest = 32_635;

    private static readonly short[] Decoded = [.. Enumerable.Range(0, 256).Select(value => DecodeSlowly((byte)value))];

    // By the sample as an unsigned number: one look-up instead of finding a highest bit.
    private static readonly byte[] Encoded =
        [.. Enumerable.Range(0, 65_536).Select(value => EncodeSlowly((short)value))];

    /// <summary>A byte as a sample of 16 bits, −32,124 to 32,124.</summary>
    public static short Decode(byte value) => Decoded[value];

    /// <summary>A sample as the byte nearest to it.</summary>
    public static byte Encode(short sample) => Encoded[(ushort)sample];

    /// <summary>Decodes each byte.</summary>
    /// <param name="sound">Mu-law.</param>
    /// <param name="samples">At least as long; filled from its beginning.</param>
    public static void Decode(ReadOnlySpan<byte> sound, Span<short> samples)
    {
        samples = samples[..sound.Length];
        for (var i = 0; i < sound.Length; i++)
            samples[i] = Decoded[sound[i]];
    }

    /// <summary>Encodes each sample.</summary>
    /// <param name="samples">Samples of 16 bits.</param>
    /// <param name="sound">At least as long; filled from its beginning.</param>
    public static void Encode(ReadOnlySpan<short> samples, Span<byte> sound)
    {
        sound = sound[..samples.Length];
        for (var i = 0; i < samples.Length; i++)
            sound[i] = Encoded[(ushort)samples[i]];
    }

    private static short DecodeSlowly(byte value)
    {
        var inverted = (byte)~value;
        var magnitude = ((((inverted & 0x0F) << 3) + Bias) << ((inverted >> 4) & 7)) - Bias;
        return (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static byte EncodeSlowly(short sample)
    {
        var magnitude = Math.Min(Math.Abs((int)sample), Loudest) + Bias;
        var exponent = int.Log2(magnitude) - 7;
        var mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa);
    }
}
