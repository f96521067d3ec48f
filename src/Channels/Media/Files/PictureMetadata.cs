using System.Buffers;

namespace Gateway.Channels.Media.Files;

/// <summary>
/// Copies a picture without what it tells beside the picture: where and when it was taken, by whom, with what, earlier versions, a film in its
/// tail. The picture itself is neither decoded nor encoded again, so nothing of it is lost and no decoder is at risk.
/// </summary>
internal static class PictureMetadata
{
    /// <summary>The copy, or null when the file is not built as its kind is.</summary>
    /// <param name="type">JPEG, PNG, GIF or WebP; any other is given back as it is.</param>
    /// <param name="file">All of the file.</param>
    public static ReadOnlyMemory<byte>? Strip(MediaType type, byte[] file)
    {
        var copy = new ArrayBufferWriter<byte>(file.Length + 64);
        bool isWhole;
        if (type == MediaType.Jpeg)
            isWhole = JpegCopy.TryCopy(file, copy);
        else if (type == MediaType.Png)
            isWhole = PngCopy.TryCopy(file, copy);
        else if (type == MediaType.Gif)
            isWhole = GifCopy.TryCopy(file, copy);
        else if (type == MediaType.WebP)
            isWhole = WebPCopy.TryCopy(file, copy);
        else
            return file;
        return isWhole ? copy.WrittenMemory : null;
    }
}
