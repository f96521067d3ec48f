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
    public static bool TryCopy(ReadOnlySpan<byte> file, IBufferWriter<byte> copy, out long pixels)
    {
        pixels = 0;
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
            if (Pixels(name, chunk[8..]) is not { } measured)
                return false;
            // Canvas, pictures and frames each say a size, and a viewer may believe any of them.
            pixels = Math.Max(pixels, measured);
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

    /// <summary>The pixels that a chunk says it has; 0 when it says nothing of them, null when it is broken.</summary>
    private static long? Pixels(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        if (name.SequenceEqual("VP8X"u8))
            return content.Length < 10 ? null : Area(content[4..], content[7..]);
        if (name.SequenceEqual("ANMF"u8))
            return content.Length < 16 ? null : Area(content[6..], content[9..]);
        // RFC 6386, 9.1: a tag, a start code, then 14 bits each.
        if (name.SequenceEqual("VP8 "u8))
        {
            return content.Length < 10 || !content[3..].StartsWith<byte>([0x9d, 0x01, 0x2a])
                ? null
                : NotNothing((BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3fff) *
                    (BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3fff));
        }

        // RFC 9649, 3.4: a signature, then 14 bits each, of what is one less.
        if (!name.SequenceEqual("VP8L"u8))
            return 0;
        if (content.Length < 5 || content[0] != 0x2f)
            return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
        return ((bits & 0x3fff) + 1) * (((bits >> 14) & 0x3fff) + 1);
    }

    private static long Area(ReadOnlySpan<byte> width, ReadOnlySpan<byte> height) =>
        (Number24(width) + 1L) * (Number24(height) + 1L);

    private static int Number24(ReadOnlySpan<byte> from) => from[0] | (from[1] << 8) | (from[2] << 16);

    private static long? NotNothing(int pixels) => pixels == 0 ? null : pixels;

    private static bool Keeps(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("VP8X"u8) ||
        name.SequenceEqual("ALPH"u8) ||
        name.SequenceEqual("ICCP"u8) || name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8);
}
