using System.Buffers.Binary;

namespace Gateway.Channels.Speech.Sound;

/// <summary>
/// WAV files of one channel, in PCM of 16 bits or in mu-law. The length of a file that was streamed is a placeholder
/// (espeak-ng's and many services'): it is believed only as far as there are bytes.
/// </summary>
public static class Wave
{
    private const int Pcm = 1;
    private const int MuLawTag = 7;
    private const int Extensible = 0xFFFE;
    private const int MostHeadBytes = 64 * 1024;

    /// <summary>Writes PCM of 16 bits as a file.</summary>
    public static byte[] Of(ReadOnlySpan<short> samples, int rateHz)
    {
        var file = new byte[44 + samples.Length * 2];
        WriteHead(file, Pcm, rateHz, 2, samples.Length * 2);
        var data = file.AsSpan(44);
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(data[(i * 2)..], samples[i]);
        return file;
    }

    /// <summary>Writes mu-law at 8 kHz as a file.</summary>
    public static byte[] OfMuLaw(ReadOnlySpan<byte> sound)
    {
        var file = new byte[44 + sound.Length];
        WriteHead(file, MuLawTag, MuLaw.RateHz, 1, sound.Length);
        sound.CopyTo(file.AsSpan(44));
        return file;
    }

    /// <summary>Reads a whole file, whatever its encoding, as samples of 16 bits.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="rateHz">Samples a second.</param>
    /// <exception cref="InvalidDataException">It is none, or of a kind that is not read here.</exception>
    public static short[] Read(ReadOnlySpan<byte> file, out int rateHz)
    {
        if (!TryReadHead(file, out var format, out var begin, out var length))
            throw new InvalidDataException("The WAV file ends before its sound.");
        rateHz = format.RateHz;
        var data = file.Slice(begin, (int)Math.Min(length, file.Length - begin));
        var samples = new short[data.Length / format.BytesPerSample];
        if (format.IsMuLaw)
            MuLaw.Decode(data, samples);
        else
        {
            for (var i = 0; i < samples.Length; i++)
                samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(i * 2)..]);
        }

        return samples;
    }

    /// <summary>Reads the head of a file that may not be all there yet.</summary>
    /// <param name="start">The file from its beginning.</param>
    /// <param name="format">What its sound is like.</param>
    /// <param name="begin">Where the sound begins.</param>
    /// <param name="length">How many bytes of it there should be; as many as may be, where that is a
    /// placeholder.</param>
    /// <returns>False: more bytes are needed.</returns>
    /// <exception cref="InvalidDataException">It is none, or of a kind that is not read here.</exception>
    public static bool TryReadHead(ReadOnlySpan<byte> start, out WaveFormat format, out int begin, out long length)
    {
        (format, begin, length) = (default, 0, 0);
        if (start.Length < 12)
            return false;
        if (!start.StartsWith("RIFF"u8) || !start[8..].StartsWith("WAVE"u8))
            throw new InvalidDataException("This is no WAV file.");
        for (var at = 12; at + 8 <= start.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(start[(at + 4)..]);
            if (start[at..].StartsWith("data"u8))
            {
                if (format.RateHz == 0)
                    throw new InvalidDataException("The WAV file does not say what its sound is like.");
                begin = at + 8;
                length = size is 0 or >= 0x7FFF_0000 ? long.MaxValue : size;
                return true;
            }

            if (size > MostHeadBytes)
                throw new InvalidDataException("The WAV file's head is too long.");
            if (start.Length < at + 8 + size)
                return false;
            if (start[at..].StartsWith("fmt "u8))
                format = ReadFormat(start.Slice(at + 8, (int)size));
            at += 8 + (int)size + (int)(size & 1);
        }

        return start.Length <= MostHeadBytes ? false : throw new InvalidDataException("The WAV file has no sound.");
    }

    private static WaveFormat ReadFormat(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
            throw new InvalidDataException("The WAV file's format is cut off.");
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (tag == Extensible && chunk.Length >= 26)
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rateHz = BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (channels != 1)
            throw new InvalidDataException($"The WAV file has {channels} channels; one is read.");
        if ((tag, bits) is not ((Pcm, 16) or (MuLawTag, 8)))
            throw new InvalidDataException(
                $"The WAV file has encoding {tag} of {bits} bits; 1 of 16 and 7 of 8 are read.");
        if (rateHz is < 4_000 or > 96_000)
            throw new InvalidDataException($"The WAV file has {rateHz} samples a second; 4,000 to 96,000 are read.");
        return new WaveFormat(rateHz, tag == MuLawTag);
    }

    private static void WriteHead(Span<byte> file, ushort tag, int rateHz, int bytesPerSample, int dataBytes)
    {
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], 36 + dataBytes);
        "WAVEfmt "u8.CopyTo(file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(file[20..], tag);
        BinaryPrimitives.WriteUInt16LittleEndian(file[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], rateHz);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], rateHz * bytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(file[32..], (ushort)bytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(file[34..], (ushort)(bytesPerSample * 8));
        "data"u8.CopyTo(file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], dataBytes);
    }
}
