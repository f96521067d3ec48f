using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;

namespace Gateway.Channels.Tests.Media;

/// <summary>Files as telephones and attackers send them.</summary>
internal static class Pictures
{
    /// <summary>What a picture must not tell any more once it is kept.</summary>
    public const string Secret = "taken-at-home-by-Camille";

    /// <summary>A photo that is to be turned, with place and author in its Exif, a comment, and a film behind its end.</summary>
    public static byte[] Jpeg(ushort orientation = 6)
    {
        using var image = Draw(64, 48);
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Artist, Secret);
        image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, orientation);
        image.Metadata.ExifProfile.SetValue(ExifTag.GPSLatitude, [new Rational(45), new Rational(45), new Rational(1)]);
        var file = Save(image, new JpegEncoder { Quality = 90 });
        var text = Encoding.ASCII.GetBytes(Secret);
        byte[] comment = [0xff, 0xfe, 0, (byte)(text.Length + 2), .. text];
        return [.. file[..2], .. comment, .. file[2..], .. "....ftypmp42"u8, .. text];
    }

    public static byte[] Png()
    {
        using var image = Draw(40, 30);
        image.Metadata.GetPngMetadata().TextData.Add(new PngTextData("Author", Secret, "", ""));
        return [.. Save(image, new PngEncoder()), .. Encoding.ASCII.GetBytes($"<script>{Secret}</script>")];
    }

    public static byte[] Gif()
    {
        using var image = Draw(20, 20);
        image.Frames.AddFrame(image.Frames.RootFrame);
        image.Metadata.GetGifMetadata().RepeatCount = 0;
        image.Metadata.GetGifMetadata().Comments = [Secret];
        return Save(image, new GifEncoder());
    }

    public static byte[] WebP()
    {
        using var image = Draw(40, 30);
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Artist, Secret);
        return Save(image, new SixLabors.ImageSharp.Formats.Webp.WebpEncoder());
    }

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
                using var writer = new StreamWriter(archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        return to.ToArray();
    }

    public static byte[] Docx(params (string Name, string Text)[] more) => Zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"), .. more]);

    private static Image<Rgb24> Draw(int width, int height)
    {
        var image = new Image<Rgb24>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                image[x, y] = new Rgb24((byte)(x * 4), (byte)(y * 5), (byte)((x ^ y) * 3));
        }

        return image;
    }

    private static byte[] Save(Image image, SixLabors.ImageSharp.Formats.IImageEncoder encoder)
    {
        using var to = new MemoryStream();
        image.Save(to, encoder);
        return to.ToArray();
    }

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
