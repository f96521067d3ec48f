using System.Buffers.Binary;

namespace Gateway.Channels.Speech.Sound;

/// <summary>
/// Makes a telephone's sound, mu-law at 8 kHz, of a stream of samples as it comes in, cut anywhere, even within a
/// sample. For one sound.
/// </summary>
public sealed class PhoneSound
{
    private readonly WaveFormat _format;
    private readonly Resampler? _resampler;

    private byte _half;
    private bool _hasHalf;

    /// <summary>Prepares for a kind of samples.</summary>
    public PhoneSound(WaveFormat format)
    {
        _format = format;
        if (format.RateHz != MuLaw.RateHz)
            _resampler = new Resampler(format.RateHz, MuLaw.RateHz);
    }

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <returns>Mu-law, of its own memory; may be empty.</returns>
    public ReadOnlyMemory<byte> Next(ReadOnlySpan<byte> bytes)
    {
        if (_format.IsMuLaw && _resampler is null)
            return bytes.ToArray();
        return Convert(_format.IsMuLaw ? FromMuLaw(bytes) : FromPcm(bytes));
    }

    /// <summary>Ends the stream: what was still held back.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        if (_resampler is null)
            return default;
        var samples = new short[_resampler.FlushSamples];
        return Encode(samples.AsSpan(0, _resampler.Flush(samples)));
    }

    private static short[] FromMuLaw(ReadOnlySpan<byte> bytes)
    {
        var samples = new short[bytes.Length];
        MuLaw.Decode(bytes, samples);
        return samples;
    }

    private static byte[] Encode(ReadOnlySpan<short> samples)
    {
        var sound = new byte[samples.Length];
        MuLaw.Encode(samples, sound);
        return sound;
    }

    private short[] FromPcm(ReadOnlySpan<byte> bytes)
    {
        var samples = new short[(bytes.Length + (_hasHalf ? 1 : 0)) / 2];
        var next = 0;
        if (_hasHalf && !bytes.IsEmpty)
        {
            samples[next++] = (short)(_half | bytes[0] << 8);
            bytes = bytes[1..];
            _hasHalf = false;
        }

        for (; bytes.Length >= 2; bytes = bytes[2..])
            samples[next++] = BinaryPrimitives.ReadInt16LittleEndian(bytes);
        if (!bytes.IsEmpty)
            (_half, _hasHalf) = (bytes[0], true);
        return samples;
    }

    private byte[] Convert(short[] samples)
    {
        if (_resampler is null)
            return Encode(samples);
        var resampled = new short[_resampler.MostOutput(samples.Length)];
        return Encode(resampled.AsSpan(0, _resampler.Next(samples, resampled)));
    }
}
