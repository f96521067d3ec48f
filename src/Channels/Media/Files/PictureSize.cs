using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;

namespace Gateway.Channels.Media.Files;

/// <summary>How large a picture says it is. Nothing is decoded: a small file can hold a picture that no memory can.</summary>
internal static class PictureSize
{
    private static readonly Configuration Readers = CreateReaders();

    /// <summary>The number of pixels; 0 for what is no picture; null when it cannot be read.</summary>
    public static long? Measure(MediaType type, ReadOnlyMemory<byte> file)
    {
        if (type == MediaType.Jpeg || type == MediaType.Png || type == MediaType.Gif || type == MediaType.WebP)
            return Identify(file);
        return type == MediaType.Heic || type == MediaType.Avif ? LargestExtent(file.Span) : 0;
    }

    private static long? Identify(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var stream = MemoryMarshal.TryGetArray(file, out var bytes)
                ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
                : new MemoryStream(file.ToArray(), writable: false);
            return Image.Identify(Readers, stream, out _) is { } info ? (long)info.Width * info.Height : null;
        }
#pragma warning disable CA1031 // A reader that meets a made-up file may fail in any way; each means that it is not a picture.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>ISO 23008-12, 6.5.3: boxes <c>ispe</c> hold width and height of the picture and its tiles.</summary>
    private static long? LargestExtent(ReadOnlySpan<byte> file)
    {
        long? largest = null;
        for (var at = file.IndexOf("ispe"u8); at >= 0 && at + 16 <= file.Length;)
        {
            var pixels = (long)BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8)..]) * BinaryPrimitives.ReadUInt32BigEndian(file[(at + 12)..]);
            // Four bytes of the picture itself can look like a box; only one that says its length is one.
            if (at >= 4 && BinaryPrimitives.ReadUInt32BigEndian(file[(at - 4)..]) == 20)
                largest = Math.Max(largest ?? 0, pixels < 0 ? long.MaxValue : pixels);
            var next = file[(at + 4)..].IndexOf("ispe"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return largest;
    }

    private static Configuration CreateReaders()
    {
        var readers = new Configuration(
            new JpegConfigurationModule(), new PngConfigurationModule(), new GifConfigurationModule(), new WebpConfigurationModule());
        readers.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder { IgnoreMetadata = true });
        readers.ImageFormatsManager.SetDecoder(JpegFormat.Instance, new JpegDecoder { IgnoreMetadata = true });
        readers.ImageFormatsManager.SetDecoder(GifFormat.Instance, new GifDecoder { IgnoreMetadata = true });
        return readers;
    }
}
