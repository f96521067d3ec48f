using Gateway.Channels.Media.Files;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Media;

/// <summary>A file that may be kept.</summary>
/// <param name="Type">What it is, by its own bytes.</param>
/// <param name="Content">What is kept of it.</param>
internal sealed record InspectedMedia(MediaType Type, ReadOnlyMemory<byte> Content);

/// <summary>
/// Says what a file is by its bytes, whatever the provider called it, and refuses what is not on the list: programs,
/// pages, SVG, archives. Pictures are measured without being decoded, and lose what they tell about their taking. Of
/// HEIC, films and sounds the bytes stay as they are.
/// </summary>
internal sealed class MediaInspector(IOptions<MediaOptions> options)
{
    // An archive ends with a record of 22 bytes and a comment of at most 65,535.
    private const int ArchiveEndLength = 22;

    private readonly long _maxPixels = options.Value.MaxMegapixels * 1_000_000L;

    /// <summary>Looks at a whole file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="declared">MIME type as the provider says, or null.</param>
    /// <returns>What to keep, or why nothing is.</returns>
    public (InspectedMedia? Media, MediaRefusal? Refusal) Inspect(byte[] file, string? declared)
    {
        var type = OfficeFiles.IsArchive(file)
            ? OfficeFiles.Recognise(file)
            : MediaType.OfMark(file) ?? TextFiles.Recognise(file, declared);
        // Two kinds in one file: whoever reads it from the end finds an archive, a program of Java's perhaps.
        if (type is null || (!OfficeFiles.IsArchive(file) && EndsAsArchive(file)))
            return (null, MediaRefusal.Type);
        if (PictureMetadata.Strip(type, file) is not { } kept)
            return (null, MediaRefusal.Malformed);
        return kept.Pixels > _maxPixels
            ? (null, MediaRefusal.TooLarge)
            : (new InspectedMedia(type, kept.Content), null);
    }

    private static bool EndsAsArchive(ReadOnlySpan<byte> file)
    {
        var tail = file[Math.Max(0, file.Length - ArchiveEndLength - ushort.MaxValue)..];
        for (var at = tail.LastIndexOf("PK\u0005\u0006"u8); at >= 0; at = tail[..at].LastIndexOf("PK\u0005\u0006"u8))
        {
            // Not split over disks, and with room for its comment: four bytes alone stand in many a film.
            if (tail.Length - at >= ArchiveEndLength && tail.Slice(at + 4, 4).SequenceEqual("\0\0\0\0"u8) &&
                tail[at + 20] + (tail[at + 21] << 8) <= tail.Length - at - ArchiveEndLength)
            {
                return true;
            }
        }

        return false;
    }
}
