using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Channels.Media.Files;

/// <summary>GIF89a: a screen, then extensions and pictures, each a chain of small blocks, then the trailer.</summary>
internal static class GifCopy
{
    private const int HeaderLength = 13;
    private const byte Extension = 0x21;
    private const byte Picture = 0x2c;
    private const byte Trailer = 0x3b;
    private const byte GraphicControl = 0xf9;
    private const byte Application = 0xff;

    /// <summary>Writes screen, pictures and what drives an animation; false when it is not built like one.</summary>
    public static bool TryCopy(ReadOnlySpan<byte> file, IBufferWriter<byte> copy, out long pixels)
    {
        pixels = 0;
        if (file.Length < HeaderLength)
            return false;
        pixels = (long)BinaryPrimitives.ReadUInt16LittleEndian(file[6..]) *
            BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        if (pixels == 0)
            return false;
        var at = HeaderLength + TableLength(file[10]);
        if (at > file.Length)
            return false;
        copy.Write(file[..at]);
        while (at < file.Length)
        {
            var start = at;
            switch (file[at])
            {
                case Trailer:
                    copy.Write([Trailer]);
                    return true;
                case Extension when at + 2 < file.Length:
                    at += 2;
                    break;
                case Picture when at + 11 < file.Length && IsWithinScreen(file[(at + 1)..], file[6..]):
                    at += 10 + TableLength(file[at + 9]) + 1;
                    break;
                default:
                    return false;
            }

            if (!TrySkipBlocks(file, ref at))
                return false;
            var block = file[start..at];
            if (block[0] == Picture || block[1] == GraphicControl || (block[1] == Application && IsLoop(block[2..])))
                copy.Write(block);
        }

        return false;
    }

    /// <summary>
    /// A viewer makes room for a picture that is larger than the screen, and nobody has measured that.
    /// </summary>
    private static bool IsWithinScreen(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> screen) =>
        BinaryPrimitives.ReadUInt16LittleEndian(picture[4..]) <= BinaryPrimitives.ReadUInt16LittleEndian(screen) &&
        BinaryPrimitives.ReadUInt16LittleEndian(picture[6..]) <= BinaryPrimitives.ReadUInt16LittleEndian(screen[2..]);

    private static bool IsLoop(ReadOnlySpan<byte> block) =>
        block.Length > 12 && (block[1..].StartsWith("NETSCAPE2.0"u8) || block[1..].StartsWith("ANIMEXTS1.0"u8));

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static bool TrySkipBlocks(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length)
        {
            var length = file[at++];
            if (length == 0)
                return true;
            at += length;
        }

        return false;
    }
}
