using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Channels.Media.Files;

/// <summary>PNG (third edition), 5: chunks of length, name, content and checksum, the last of them IEND.</summary>
internal static class PngCopy
{
    private const int Frame = 12;
    private const int SignatureLength = 8;
    private const int HeadLength = 13;
    private const int FrameControlLength = 26;

    /// <summary>Writes the chunks that make up the picture; false when it is not built like one.</summary>
    public static bool TryCopy(ReadOnlySpan<byte> file, IBufferWriter<byte> copy, out long pixels)
    {
        (uint Width, uint Height) size = default;
        pixels = 0;
        copy.Write(file[..SignatureLength]);
        for (var at = SignatureLength; at + Frame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Frame)
                return false;
            var chunk = file.Slice(at, (int)length + Frame);
            var name = chunk.Slice(4, 4);
            var isHead = name.SequenceEqual("IHDR"u8);
            // A second head would be of a size that nobody has measured.
            if (isHead != (at == SignatureLength))
                return false;
            if (isHead)
            {
                if (length != HeadLength)
                    return false;
                size = (Number(chunk, 8), Number(chunk, 12));
                if (size.Width is 0 or > int.MaxValue || size.Height is 0 or > int.MaxValue)
                    return false;
                pixels = (long)size.Width * size.Height;
            }
            else if (name.SequenceEqual("fcTL"u8) && !IsWithin(chunk, size))
            {
                return false;
            }

            if (Keeps(name))
                copy.Write(chunk);
            if (name.SequenceEqual("IEND"u8))
                return true;
            at += chunk.Length;
        }

        return false;
    }

    /// <summary>11.3.6: a frame of an animation lies within the picture.</summary>
    private static bool IsWithin(ReadOnlySpan<byte> control, (uint Width, uint Height) size) =>
        control.Length == FrameControlLength + Frame &&
        (long)Number(control, 12) + Number(control, 20) <= size.Width &&
        (long)Number(control, 16) + Number(control, 24) <= size.Height;

    private static uint Number(ReadOnlySpan<byte> chunk, int at) => BinaryPrimitives.ReadUInt32BigEndian(chunk[at..]);

    private static bool Keeps(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("IHDR"u8) || name.SequenceEqual("PLTE"u8) || name.SequenceEqual("IDAT"u8) ||
        name.SequenceEqual("IEND"u8) ||
        name.SequenceEqual("tRNS"u8) || name.SequenceEqual("cHRM"u8) || name.SequenceEqual("gAMA"u8) ||
        name.SequenceEqual("iCCP"u8) ||
        name.SequenceEqual("sBIT"u8) || name.SequenceEqual("sRGB"u8) || name.SequenceEqual("cICP"u8) ||
        name.SequenceEqual("bKGD"u8) ||
        name.SequenceEqual("pHYs"u8) || name.SequenceEqual("acTL"u8) || name.SequenceEqual("fcTL"u8)
        || name.SequenceEqual("fdAT"u8);
}
