using System.Buffers.Binary;

namespace Gateway.Channels.Media.Files;

/// <summary>A kind of file that is taken.</summary>
/// <param name="ContentType">MIME type it is served with.</param>
/// <param name="Extension">Ending of the name it is saved under, without a dot.</param>
internal sealed record MediaType(string ContentType, string Extension)
{
    public static readonly MediaType Jpeg = new("image/jpeg", "jpg");
    public static readonly MediaType Png = new("image/png", "png");
    public static readonly MediaType Gif = new("image/gif", "gif");
    public static readonly MediaType WebP = new("image/webp", "webp");
    public static readonly MediaType Heic = new("image/heic", "heic");
    public static readonly MediaType Avif = new("image/avif", "avif");
    public static readonly MediaType Pdf = new("application/pdf", "pdf");
    public static readonly MediaType VCard = new("text/vcard", "vcf");
    public static readonly MediaType Csv = new("text/csv", "csv");
    public static readonly MediaType Text = new("text/plain", "txt");

    private static readonly MediaType Mp4 = new("video/mp4", "mp4");
    private static readonly MediaType M4A = new("audio/mp4", "m4a");
    private static readonly MediaType QuickTime = new("video/quicktime", "mov");
    private static readonly MediaType ThreeGp = new("video/3gpp", "3gp");
    private static readonly MediaType WebM = new("video/webm", "webm");
    private static readonly MediaType Ogg = new("audio/ogg", "ogg");
    private static readonly MediaType OggVideo = new("video/ogg", "ogv");
    private static readonly MediaType Mp3 = new("audio/mpeg", "mp3");
    private static readonly MediaType Aac = new("audio/aac", "aac");
    private static readonly MediaType Amr = new("audio/amr", "amr");
    private static readonly MediaType AmrWideband = new("audio/amr-wb", "awb");
    private static readonly MediaType Wav = new("audio/wav", "wav");
    private static readonly MediaType Flac = new("audio/flac", "flac");

    /// <summary>
    /// The kind that the first bytes are the mark of, or null. Text and Office files have no mark of their own.
    /// </summary>
    public static MediaType? OfMark(ReadOnlySpan<byte> file) => file switch
    {
        [0xff, 0xd8, 0xff, ..] => Jpeg,
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ..] => Png,
        [0x47, 0x49, 0x46, 0x38, 0x37 or 0x39, 0x61, ..] => Gif,
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => WebP,
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x41, 0x56, 0x45, ..] => Wav,
        [0x25, 0x50, 0x44, 0x46, 0x2d, ..] => Pdf,
        [0x4f, 0x67, 0x67, 0x53, 0x00, ..] => OfOgg(file),
        [0x66, 0x4c, 0x61, 0x43, ..] => Flac,
        [0x1a, 0x45, 0xdf, 0xa3, ..] => file[..Math.Min(file.Length, 64)].IndexOf("webm"u8) >= 0 ? WebM : null,
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, _, _, _, _, ..] => OfBrand(file),
        _ when file.StartsWith("#!AMR\n"u8) => Amr,
        _ when file.StartsWith("#!AMR-WB\n"u8) => AmrWideband,
        [0x49, 0x44, 0x33, 2 or 3 or 4, ..] => Mp3,
        // The first bits of a frame: MPEG audio layer III, or AAC in ADTS (ISO 11172-3, 13818-7).
        [0xff, 0xfb or 0xfa or 0xf3 or 0xf2 or 0xe3 or 0xe2, ..] => Mp3,
        [0xff, 0xf1 or 0xf9 or 0xf0 or 0xf8, ..] => Aac,
        _ => null,
    };

    /// <summary>ISO 14496-12: the major brand, or else the first compatible one that is known.</summary>
    private static MediaType? OfBrand(ReadOnlySpan<byte> file)
    {
        var box = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), Math.Min((uint)file.Length, 256));
        if (box < 12)
            return null;
        for (var at = 8; at + 4 <= box; at = at == 8 ? 16 : at + 4)
        {
            if (OfBrandName(System.Text.Encoding.ASCII.GetString(file.Slice(at, 4))) is { } type)
                return type;
        }

        return null;
    }

    private static MediaType? OfBrandName(string brand) => brand switch
    {
        "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" => Heic,
        "avif" or "avis" => Avif,
        "M4A " or "M4B " => M4A,
        "qt  " => QuickTime,
        "isom" or "iso2" or "iso3" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " or "dash"
            or "MSNV" => Mp4,
        _ when brand.StartsWith("3gp", StringComparison.Ordinal) || brand.StartsWith("3g2", StringComparison.Ordinal) =>
            ThreeGp,
        _ => null,
    };

    private static MediaType? OfOgg(ReadOnlySpan<byte> file)
    {
        var first = file[..Math.Min(file.Length, 512)];
        if (first.IndexOf("theora"u8) >= 0)
            return OggVideo;
        return first.IndexOf("OpusHead"u8) >= 0 || first.IndexOf("vorbis"u8) >= 0 || first.IndexOf("Speex   "u8) >= 0
            || first.IndexOf("FLAC"u8) >= 0
            ? Ogg
            : null;
    }
}
