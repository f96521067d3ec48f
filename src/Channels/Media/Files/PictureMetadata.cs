using System.Buffers;

namespace Gateway.Channels.Media.Files;

/// <summary>What is kept of a file.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Pixels">How large the picture says it is: from 1; 0 for what is no picture.</param>
internal readonly record struct PictureCopy(ReadOnlyMemory<byte> Content, long Pixels);

/// <summary>
/// Copies a picture without what it tells beside the picture: where and when it was taken, by whom, with what, earlier
/// versions, a film in its tail. The picture itself is neither decoded nor encoded again, so nothing of it is lost and
/// no decoder is at risk; its size is read on the way, for a small file can hold a picture that no memory can.
/// </summary>
internal static class PictureMetadata
{
    private delegate bool Copier(ReadOnlySpan<byte> file, IBufferWriter<byte> copy, out long pixels);

    /// <summary>The copy, or null when the file is not built as its kind is.</summary>
    /// <param name="type">JPEG, PNG, GIF or WebP; any other is given back as it is, HEIC and AVIF measured.</param>
    /// <param name="file">All of the file.</param>
    public static PictureCopy? Strip(MediaType type, byte[] file)
    {
        if (type == MediaType.Heic || type == MediaType.Avif)
            return HeifSize.Read(file) is { } largest ? new PictureCopy(file, largest) : null;
        Copier? copier = type == MediaType.Jpeg ? JpegCopy.TryCopy
            : type == MediaType.Png ? PngCopy.TryCopy
            : type == MediaType.Gif ? GifCopy.TryCopy
            : type == MediaType.WebP ? WebPCopy.TryCopy
            : null;
        if (copier is null)
            return new PictureCopy(file, 0);
        var copy = new ArrayBufferWriter<byte>(file.Length + 64);
        return copier(file, copy, out var pixels) ? new PictureCopy(copy.WrittenMemory, pixels) : null;
    }
}
