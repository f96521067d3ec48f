using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Channels.Media.Files;

/// <summary>
/// ITU-T T.81, annex B: segments up to the scan, the scan's own bytes, perhaps more segments and scans, the end.
/// </summary>
internal static class JpegCopy
{
    private const byte StartOfScan = 0xda;
    private const byte EndOfImage = 0xd9;
    private const byte Comment = 0xfe;
    private const byte App0 = 0xe0;
    private const byte App15 = 0xef;

    /// <summary>Writes the picture up to its end; false when it is not built like one.</summary>
    public static bool TryCopy(ReadOnlySpan<byte> file, IBufferWriter<byte> copy, out long pixels)
    {
        pixels = 0;
        copy.Write(file[..2]);
        var at = 2;
        var hasScan = false;
        while (true)
        {
            if (at + 2 > file.Length || file[at] != 0xff)
                return hasScan && at >= file.Length;
            var marker = file[at + 1];
            if (marker == 0xff)
            {
                at++; // A fill byte.
                continue;
            }

            if (marker == EndOfImage)
            {
                copy.Write(file.Slice(at, 2));
                return hasScan;
            }

            if (at + 4 > file.Length)
                return false;
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 4 || at + length > file.Length)
                return false;
            var segment = file.Slice(at, length);
            at += length;
            if (IsFrame(marker))
            {
                // A second frame would be of a size that nobody has measured.
                if (pixels > 0 || segment.Length < 10)
                    return false;
                pixels = (long)Read16(segment, 5, isLittle: false) * Read16(segment, 7, isLittle: false);
                if (pixels == 0)
                    return false;
            }

            if (marker == StartOfScan && pixels == 0)
                return false;
            if (Keeps(marker, segment[4..]))
                copy.Write(segment);
            else if (marker == App0 + 1 && Orientation(segment[4..]) is { } orientation)
                WriteOrientation(orientation, copy);
            if (marker != StartOfScan)
                continue;
            hasScan = true;
            var end = EndOfScan(file, at);
            copy.Write(file[at..end]);
            at = end;
        }
    }

    /// <summary>Table B.1: the markers from C0 on start a frame, but for tables and the one that is reserved.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);

    /// <summary>Of the applications' segments only what the colours depend on.</summary>
    private static bool Keeps(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        App0 => content.StartsWith("JFIF\0"u8),
        App0 + 2 => content.StartsWith("ICC_PROFILE\0"u8),
        App0 + 14 => content.StartsWith("Adobe"u8),
        >= App0 and <= App15 or Comment => false,
        _ => true,
    };

    /// <summary>Where the next marker is that is neither a stuffed zero nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length)
        {
            var found = file[at..].IndexOf((byte)0xff);
            if (found < 0)
                return file.Length;
            at += found;
            if (at + 1 >= file.Length)
                return file.Length;
            if (file[at + 1] is not (0x00 or (>= 0xd0 and <= 0xd7)))
                return at;
            at += 2;
        }

        return file.Length;
    }

    /// <summary>
    /// How the picture is to be turned (2 to 8), from the first directory of its Exif; null when it stands upright.
    /// </summary>
    private static ushort? Orientation(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("Exif\0\0"u8) || content.Length < 14)
            return null;
        var tiff = content[6..];
        var isLittle = tiff[0] == (byte)'I';
        var directory = Read32(tiff, 4, isLittle);
        if (directory > tiff.Length - 2)
            return null;
        var count = Read16(tiff, (int)directory, isLittle);
        for (var entry = 0; entry < count; entry++)
        {
            var at = (int)directory + 2 + (entry * 12);
            if (at + 12 > tiff.Length)
                return null;
            if (Read16(tiff, at, isLittle) == 0x0112)
                return Read16(tiff, at + 8, isLittle) is var value and >= 2 and <= 8 ? value : null;
        }

        return null;
    }

    private static void WriteOrientation(ushort orientation, IBufferWriter<byte> copy) => copy.Write<byte>(
    [
        0xff, App0 + 1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ]);

    private static ushort Read16(ReadOnlySpan<byte> from, int at, bool isLittle) =>
        isLittle
            ? BinaryPrimitives.ReadUInt16LittleEndian(from[at..])
            : BinaryPrimitives.ReadUInt16BigEndian(from[at..]);

    private static uint Read32(ReadOnlySpan<byte> from, int at, bool isLittle) =>
        isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(from[at..])
            : BinaryPrimitives.ReadUInt32BigEndian(from[at..]);
}
