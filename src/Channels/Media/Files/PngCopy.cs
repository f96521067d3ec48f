using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Channels.Media.Files;

/// <summary>PNG (third edition), 5: chunks of length, name, content and checksum, the last of them IEND.</summary>
internal static class PngCopy
{
    private const int Frame = 12;
    private const int SignatureLength = 8;

    /// <summary>Writes the chunks that make up the picture; false when it is not built like one.</summary>
    public static bool TryCopy(ReadOnlySpan<byte> file, IBufferWriter<byte> copy)
    {
        copy.Write(file[..SignatureLength]);
        for (var at = SignatureLength; at + Frame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Frame)
                return false;
            var chunk = file.Slice(at, (int)length + Frame);
            var name = chunk.Slice(4, 4);
            if (at == SignatureLength && !name.SequenceEqual("IHDR"u8))
                return false;
            if (Keeps(name))
                copy.Write(chunk);
            if (name.SequenceEqual("IEND"u8))
                return true;
            at += chunk.Length;
        }

        return false;
    }

    private static bool Keeps(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("IHDR"u8) || name.SequenceEqual("PLTE"u8) || name.SequenceEqual("IDAT"u8) || name.SequenceEqual("IEND"u8) ||
        name.SequenceEqual("tRNS"u8) || name.SequenceEqual("cHRM"u8) || name.SequenceEqual("gAMA"u8) || name.SequenceEqual("iCCP"u8) ||
        name.SequenceEqual("sBIT"u8) || name.SequenceEqual("sRGB"u8) || name.SequenceEqual("cICP"u8) || name.SequenceEqual("bKGD"u8) ||
        name.SequenceEqual("pHYs"u8) || name.SequenceEqual("acTL"u8) || name.SequenceEqual("fcTL"u8) || name.SequenceEqual("fdAT"u8);
}
