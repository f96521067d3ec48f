using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Channels.Media.Files;

/// <summary>RFC 9649: a RIFF of chunks, padded to even lengths.</summary>
internal static class WebPCopy
{
    private const int HeaderLength = 12;
    private const int ExtendedFlags = 8;
    private const byte ExifAndXmp = 0x08 | 0x04;

    /// <summary>Writes the chunks that make up the picture; false when it is not built like one.</summary>
    public static bool TryCopy(ReadOnlySpan<byte> file, IBufferWriter<byte> copy)
    {
        var end = Math.Min(8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]), file.Length);
        var kept = new ArrayBufferWriter<byte>(file.Length);
        var hasPicture = false;
        for (var at = HeaderLength; at + 8 <= end;)
        {
            var name = file.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > end - at - 8)
                return false;
            var chunk = file.Slice(at, (int)length + 8);
            at += chunk.Length + (chunk.Length & 1);
            if (!Keeps(name))
                continue;
            hasPicture |= name.StartsWith("VP8 "u8) || name.StartsWith("VP8L"u8) || name.StartsWith("ANMF"u8);
            var isExtended = name.SequenceEqual("VP8X"u8);
            if (isExtended && length < 10)
                return false;
            var written = kept.GetSpan(chunk.Length + 1);
            chunk.CopyTo(written);
            if (isExtended)
                written[ExtendedFlags] &= unchecked((byte)~ExifAndXmp);
            written[chunk.Length] = 0;
            kept.Advance(chunk.Length + (chunk.Length & 1));
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        "RIFF\0\0\0\0WEBP"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)kept.WrittenCount + 4);
        copy.Write(header);
        copy.Write(kept.WrittenSpan);
        return hasPicture;
    }

    private static bool Keeps(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("VP8X"u8) || name.SequenceEqual("ALPH"u8) ||
        name.SequenceEqual("ICCP"u8) || name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8);
}
