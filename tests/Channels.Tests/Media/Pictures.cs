using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Shouldly;
using SkiaSharp;

namespace Gateway.Channels.Tests.Media;

/// <summary>Files as telephones and attackers send them.</summary>
internal static class Pictures
{
    /// <summary>What a picture must not tell any more once it is kept.</summary>
    public const string Secret = "taken-at-home-by-Camille";

    /// <summary>
    /// A photo that is to be turned, with place and author in its Exif, a comment, and a film behind its end.
    /// </summary>
    public static byte[] Jpeg(ushort orientation = 6)
    {
        var file = Draw(64, 48, SKEncodedImageFormat.Jpeg, 90);
        var text = Encoding.ASCII.GetBytes(Secret);
        var exif = Exif(orientation);
        return
        [
            .. file[..2],
            0xff, 0xe1, 0, (byte)(exif.Length + 2), .. exif,
            0xff, 0xfe, 0, (byte)(text.Length + 2), .. text,
            .. file[2..], .. "....ftypmp42"u8, .. text,
        ];
    }

    public static byte[] Png()
    {
        var file = Draw(40, 30, SKEncodedImageFormat.Png, 100);
        byte[] author = [.. "Author\0"u8, .. Encoding.ASCII.GetBytes(Secret)];
        var script = Encoding.ASCII.GetBytes($"<script>{Secret}</script>");
        return [.. file[..33], .. Chunk("tEXt", author), .. file[33..], .. script];
    }

    /// <summary>Two pictures that are shown in turns without end, and a comment.</summary>
    public static byte[] Gif()
    {
        byte[] comment = [0x21, 0xfe, (byte)Secret.Length, .. Encoding.ASCII.GetBytes(Secret), 0];
        byte[] colours = [.. Enumerable.Range(0, 128).SelectMany(
            one => new[] { (byte)(2 * one), (byte)(255 - one), (byte)one })];
        return
        [
            .. "GIF89a"u8, 20, 0, 20, 0, 0xf6, 0, 0, .. colours,
            0x21, 0xff, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
            .. comment, .. GifFrame(20, 20, x => x % 128), .. GifFrame(20, 20, x => x / 4), 0x3b,
        ];
    }

    public static byte[] WebP()
    {
        var file = Draw(40, 30, SKEncodedImageFormat.Webp, 80);
        byte[] exif = Exif(1)[6..];
        byte[] canvas = [0x08, 0, 0, 0, 39, 0, 0, 29, 0, 0];
        byte[] chunks = [.. RiffChunk("VP8X", canvas), .. file[12..], .. RiffChunk("EXIF", exif)];
        return [.. "RIFF"u8, .. LittleEndian((uint)chunks.Length + 4), .. "WEBP"u8, .. chunks];
    }

    /// <summary>Its frames, each as its pixels.</summary>
    public static IReadOnlyList<SKColor[]> Decode(byte[] file)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(file)) ?? throw new InvalidDataException("No picture.");
        var frames = new List<SKColor[]>();
        for (var frame = 0; frame < Math.Max(1, codec.FrameCount); frame++)
        {
            using var bitmap = new SKBitmap(codec.Info.WithAlphaType(SKAlphaType.Unpremul));
            codec.GetPixels(bitmap.Info, bitmap.GetPixels(), new SKCodecOptions(frame)).ShouldBe(SKCodecResult.Success);
            frames.Add(bitmap.Pixels);
        }

        return frames;
    }

    /// <summary>How often the pictures are shown after the first time: -1 without end.</summary>
    public static int RepetitionsOf(byte[] file)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(file));
        return codec.RepetitionCount;
    }

    /// <summary>How a viewer turns the picture.</summary>
    public static SKEncodedOrigin OriginOf(byte[] file)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(file));
        return codec.EncodedOrigin;
    }

    public static byte[] RiffChunk(string name, byte[] content) =>
        [
            .. Encoding.ASCII.GetBytes(name), .. LittleEndian((uint)content.Length), .. content,
            .. new byte[content.Length & 1],
        ];

    /// <summary>A picture of a few bytes that says it is as large as that.</summary>
    public static byte[] PngThatSays(uint width, uint height) =>
    [
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a,
        .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0]),
        .. Chunk("IDAT", Deflate(new byte[1_000])),
        .. Chunk("IEND", []),
    ];

    public static byte[] Chunk(string name, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
        return [.. BigEndian((uint)content.Length), .. body, .. BigEndian(Crc(body))];
    }

    public static byte[] Deflate(byte[] content)
    {
        using var to = new MemoryStream();
        using (var zlib = new ZLibStream(to, CompressionLevel.SmallestSize))
            zlib.Write(content);
        return to.ToArray();
    }

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var to = new MemoryStream();
        using (var archive = new ZipArchive(to, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(
                    archive.CreateEntry(
                    name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open(),
                    new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        return to.ToArray();
    }

    public static byte[] Docx(params (string Name, string Text)[] more) =>
        Zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"), .. more]);

    private static byte[] Draw(int width, int height, SKEncodedImageFormat format, int quality)
    {
        using var image = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                image.SetPixel(x, y, new SKColor((byte)(x * 4), (byte)(y * 5), (byte)((x ^ y) * 3)));
        }

        using var file = image.Encode(format, quality);
        return file.ToArray();
    }

    /// <summary>A directory of three: author, orientation, and a place in another directory.</summary>
    private static byte[] Exif(ushort orientation)
    {
        var author = Encoding.ASCII.GetBytes(Secret + "\0");
        const byte Entries = 8 + 2 + (3 * 12) + 4;
        var place = (byte)(Entries + author.Length);
        return
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 3,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
            0x01, 0x3b, 0, 2, 0, 0, 0, (byte)author.Length, 0, 0, 0, Entries,
            0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, place,
            0, 0, 0, 0, .. author,
            0, 1, 0, 1, 0, 2, 0, 0, 0, 2, (byte)'N', 0, 0, 0, 0, 0, 0, 0,
        ];
    }

    /// <summary>
    /// A picture of 128 colours, uncompressed: a code is a byte while the table is cleared before it grows (GIF89a, F).
    /// </summary>
    private static byte[] GifFrame(byte width, byte height, Func<int, int> colour)
    {
        var codes = new List<byte>();
        for (var at = 0; at < width * height; at++)
        {
            if (at % 120 == 0)
                codes.Add(0x80);
            codes.Add((byte)colour(at));
        }

        codes.Add(0x81);
        var blocks = codes.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]);
        return [0x21, 0xf9, 4, 4, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, width, 0, height, 0, 0, 7, .. blocks, 0];
    }

    private static byte[] LittleEndian(uint number) =>
        [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)];

    private static byte[] BigEndian(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xffffffffu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xedb88320u;
        }

        return ~crc;
    }
}
