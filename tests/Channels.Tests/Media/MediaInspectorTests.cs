using System.Buffers;
using System.Text;
using Gateway.Channels.Media;
using Gateway.Channels.Media.Files;
using Microsoft.Extensions.Options;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace Gateway.Channels.Tests.Media;

public sealed class MediaInspectorTests
{
    private static readonly MediaInspector Inspector = new(Options.Create(new MediaOptions()));

    public static TheoryData<string, byte[], string> Taken => new()
    {
        { "jpeg", Pictures.Jpeg(), "image/jpeg" },
        { "png", Pictures.Png(), "image/png" },
        { "gif", Pictures.Gif(), "image/gif" },
        { "webp", Pictures.WebP(), "image/webp" },
        { "heic",
            [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 20, .. "ispe"u8, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 12,
            0], "image/heic" },
        { "mp4", [0, 0, 0, 24, .. "ftypmp42\0\0\0\0isommp42"u8, 0, 0, 0, 8, .. "free"u8], "video/mp4" },
        { "mp4 of an odd brand", [0, 0, 0, 24, .. "ftypXYZW\0\0\0\0isomXYZW"u8], "video/mp4" },
        { "voice in mp4", [0, 0, 0, 20, .. "ftypM4A \0\0\0\0M4A "u8], "audio/mp4" },
        { "3gp", [0, 0, 0, 20, .. "ftyp3gp4\0\0\0\03gp4"u8], "video/3gpp" },
        { "quicktime", [0, 0, 0, 20, .. "ftypqt  \0\0\0\0qt  "u8], "video/quicktime" },
        { "webm", [0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, .. "webm"u8], "video/webm" },
        { "voice note", [.. "OggS\0\x02"u8, .. new byte[22], .. "OpusHead\x01\x01"u8], "audio/ogg" },
        { "mp3 with a tag", [.. "ID3\x04\0\0\0\0\0\0"u8, 0xff, 0xfb, 0x90, 0], "audio/mpeg" },
        { "mp3", [0xff, 0xfb, 0x90, 0x64, 0, 0], "audio/mpeg" },
        { "aac", [0xff, 0xf1, 0x50, 0x80, 0, 0], "audio/aac" },
        { "amr", [.. "#!AMR\n"u8, 0x3c, 0x91], "audio/amr" },
        { "wav", [.. "RIFF\x24\0\0\0WAVEfmt "u8], "audio/wav" },
        { "pdf", [.. "%PDF-1.7\n%\u00e2\n1 0 obj<<>>endobj\n%%EOF"u8], "application/pdf" },
        { "vcard", [.. "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zo\u00e9\r\nEND:VCARD\r\n"u8], "text/vcard" },
        { "text", [.. "\ufeffBonjour, voil\u00e0 la liste :\n- cocotte\n"u8], "text/plain" },
        { "docx", Pictures.Docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "xlsx", Pictures.Zip(("[Content_Types].xml", ""), ("xl/workbook.xml", "")),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "odt", Pictures.Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")),
            "application/vnd.oasis.opendocument.text" },
    };

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "nothing", [] },
        { "a Windows program", [.. "MZ"u8, 0x90, 0, 3, 0] },
        { "a Linux program", [0x7f, .. "ELF"u8, 2, 1, 1, 0] },
        { "a Mac program", [0xcf, 0xfa, 0xed, 0xfe, 7, 0] },
        { "a Java class", [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52] },
        { "a shell script", [.. "#!/bin/sh\nrm -rf /\n"u8] },
        { "an archive", Pictures.Zip(("a.txt", "a")) },
        { "a Java archive", Pictures.Zip(("META-INF/MANIFEST.MF", ""), ("A.class", "")) },
        { "an Android program", Pictures.Zip(("AndroidManifest.xml", ""), ("classes.dex", "")) },
        { "a document with macros", Pictures.Docx(("word/vbaProject.bin", "")) },
        { "a document with a program of Java's", Pictures.Docx(("A.class", "")) },
        { "a document of three thousand entries",
            Pictures.Docx([.. Enumerable.Range(0, 3_000).Select(i => ($"x/{i}", ""))]) },
        { "a document that unpacks to 300 MB",
            Pictures.Docx([.. Enumerable.Range(0, 30).Select(i => ($"x/{i}", new string('0', 10 * 1024 * 1024)))]) },
        { "half an archive", Pictures.Docx()[..40] },
        { "gzip", [0x1f, 0x8b, 8, 0, 0] },
        { "7z", [.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c] },
        { "rar", [.. "Rar!\x1a\x07\x01\0"u8] },
        { "an old Office file or an installer", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
        { "rtf", [.. @"{\rtf1\ansi}"u8] },
        { "svg", [.. "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8] },
        { "svg behind a declaration", [.. "<?xml version=\"1.0\"?><svg/>"u8] },
        { "svg behind blanks and a mark", [.. "\ufeff \r\n\t<SVG onload=alert(1)>"u8] },
        { "html", [.. "<!DOCTYPE html><title>x</title>"u8] },
        { "html behind words", [.. "Bonjour <ScRiPt>alert(1)</sCrIpT>"u8] },
        { "html behind a comment", [.. "<!-- x --><html>"u8] },
        { "html in UTF-16", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("<html>")] },
        { "html in UTF-7", [.. "+ADw-script+AD4-\0"u8] },
        { "text with a NUL", [.. "abc\0def"u8] },
        { "bytes that are no text", [0xc3, 0x28, 0xa0, 0xa1] },
        { "a vcard that is a page", [.. "BEGIN:VCARD\r\nNOTE:<script>alert(1)</script>\r\nEND:VCARD"u8] },
        { "a picture and an archive", [.. Pictures.Gif(), .. Pictures.Zip(("A.class", ""))] },
        { "a PDF and an archive", [.. "%PDF-1.7\n"u8, .. Pictures.Zip(("A.class", "")), .. "\n%%EOF"u8] },
        { "a film and an archive", [0, 0, 0, 20, .. "ftypmp42\0\0\0\0isom"u8, .. Pictures.Zip(("A.class", ""))] },
        { "words and a PDF", [.. "hello\0%PDF-1.7\n"u8] },
        { "a picture of 900 million pixels", Pictures.PngThatSays(30_000, 30_000) },
        { "a picture of more pixels than numbers", Pictures.PngThatSays(0x7fffffff, 0x7fffffff) },
        { "a picture without pixels", Pictures.PngThatSays(0, 0) },
        { "a picture whose second head is larger", PngWith(Pictures.PngThatSays(30_000, 30_000)[8..33]) },
        { "a film of pictures beyond the picture", PngWith(Pictures.Chunk(
            "fcTL", [.. new byte[4], 0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 1, .. new byte[10]])) },
        { "a picture with half a head", [
            .. Pictures.PngThatSays(10, 10)[..8], .. Pictures.Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1])] },
        { "a JPEG of 900 million pixels", JpegOf(JpegFrame(30_000, 30_000)) },
        { "a JPEG whose second frame is larger", JpegOf(JpegFrame(10, 10), JpegFrame(30_000, 30_000)) },
        { "a JPEG without a frame", JpegOf() },
        { "a JPEG without lines", JpegOf(JpegFrame(10, 0)) },
        { "a GIF of 900 million pixels", [.. "GIF89a"u8, 0x30, 0x75, 0x30, 0x75, 0, 0, 0, 0x3b] },
        { "a GIF without pixels", [.. "GIF89a"u8, 0, 0, 0, 0, 0, 0, 0, 0x3b] },
        { "a WebP of 268 million pixels", WebPOf(Pictures.RiffChunk("VP8L", [0x2f, 0xff, 0xff, 0xff, 0x0f])) },
        { "a WebP whose canvas is larger", WebPOf(Canvas(0xff, 0xff), Vp8(10, 10)) },
        { "a WebP whose picture is larger", WebPOf(Canvas(9, 0), Vp8(16_000, 16_000)) },
        { "a WebP without pixels", WebPOf(Vp8(0, 10)) },
        { "a WebP without its start code", WebPOf(Pictures.RiffChunk("VP8 ", new byte[10])) },
        { "a HEIC of 900 million pixels",
            [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 20, .. "ispe"u8, 0, 0, 0, 0, 0, 0, 0x75, 0x30, 0, 0,
            0x75, 0x30] },
        { "a HEIC of unknown size", [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8] },
        { "the head of a JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 16] },
        { "the head of a PNG", Pictures.Png()[..20] },
        { "the head of a GIF", Pictures.Gif()[..16] },
        { "the head of a WebP", Pictures.WebP()[..20] },
        { "a JPEG that is a page", [0xff, 0xd8, 0xff, .. "<html><script>alert(1)</script>"u8] },
        { "a GIF that is a script", [.. "GIF89a=1;alert(1)//"u8] },
        { "flash", [.. "CWS\x0a"u8, 0, 0, 0, 0] },
        { "a box of an unknown brand", [0, 0, 0, 16, .. "ftypevil\0\0\0\0"u8] },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void A_file_is_what_its_bytes_say(string what, byte[] file, string contentType)
    {
        foreach (var declared in new[] { null, contentType, "text/html", "application/x-msdownload" })
            Inspector.Inspect(file, declared).Media!.Type.ContentType.ShouldBe(contentType, what);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_on_the_list_is_refused_whatever_it_is_called(string what, byte[] file)
    {
        foreach (var declared in new[] { null, "image/jpeg", "text/plain", "application/pdf" })
            Inspector.Inspect(file, declared).Media.ShouldBeNull(what);
    }

    [Fact]
    public void Text_is_a_table_when_it_is_declared_as_one() =>
        Inspector.Inspect([.. "a;b\n1;2\n"u8], "text/csv").Media!.Type.ShouldBe(MediaType.Csv);

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("gif")]
    [InlineData("webp")]
    public void A_picture_keeps_its_pixels_and_loses_what_it_tells(string kind)
    {
        var file = kind switch
        {
            "jpeg" => Pictures.Jpeg(),
            "png" => Pictures.Png(),
            "gif" => Pictures.Gif(),
            _ => Pictures.WebP()
        };
        file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Pictures.Secret)).ShouldBeGreaterThan(0);

        var kept = Inspector.Inspect(file, null).Media!.Content.ToArray();

        kept.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Pictures.Secret)).ShouldBe(-1);
        var frames = Pictures.Decode(kept);
        frames.Count.ShouldBe(kind == "gif" ? 2 : 1);
        frames.ShouldBe(Pictures.Decode(file));
        if (kind == "gif")
            Pictures.RepetitionsOf(kept).ShouldBe(-1);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, 3)]
    [InlineData(6, 6)]
    [InlineData(8, 8)]
    public void A_photo_that_is_to_be_turned_stays_so(int orientation, int? kept)
    {
        var media = Inspector.Inspect(Pictures.Jpeg((ushort)orientation), null).Media!;

        Pictures.OriginOf(media.Content.ToArray()).ShouldBe((SKEncodedOrigin)orientation);
        var exif = media.Content.Span.IndexOf("Exif\0\0"u8);
        (exif >= 0).ShouldBe(kept is not null);
        // "MM", 42, where the directory is, and how many entries it has.
        if (kept is not null)
            media.Content.Span.Slice(exif + 14, 2).ToArray().ShouldBe([0, 1]);
    }

    [Fact]
    public void A_photo_of_several_scans_is_kept_to_its_end()
    {
        byte[] head = [0xff, 0xd8, 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 0, 48, 0, 64, 1, 1, 0x11, 0];
        byte[] firstScan = [0xff, 0xda, 0, 4, 5, 6, 1, 0xff, 0x00, 2, 0xff, 0xd0, 3];
        byte[] exif = [0xff, 0xe1, 0, 8, .. "Exif\0\0"u8];
        byte[] secondScan = [0xff, 0xc4, 0, 4, 7, 8, 0xff, 0xff, 0xda, 0, 4, 9, 9, 4, 5, 0xff, 0xd9];
        var copy = new ArrayBufferWriter<byte>();

        byte[] file = [.. head, .. firstScan, .. exif, .. secondScan, .. "film"u8];
        JpegCopy.TryCopy(file, copy, out var pixels).ShouldBeTrue();

        // A fill byte before a marker is no part of the picture.
        copy.WrittenSpan.ToArray().ShouldBe([.. head, .. firstScan, .. secondScan[..6], .. secondScan[7..]]);
        pixels.ShouldBe(64 * 48);
    }

    [Fact]
    public void What_was_stripped_once_stays_as_it_is()
    {
        foreach (var file in new[] { Pictures.Jpeg(), Pictures.Png(), Pictures.Gif(), Pictures.WebP() })
        {
            var once = Inspector.Inspect(file, null).Media!.Content.ToArray();
            Inspector.Inspect(once, null).Media!.Content.ToArray().ShouldBe(once);
        }
    }

    [Fact]
    public void A_compressed_text_in_a_picture_is_not_unpacked()
    {
        // 64 MB of zeros in 64 kB: whoever reads it to look at the picture pays for it.
        byte[] text = [.. "Comment\0\0"u8, .. Pictures.Deflate(new byte[64 * 1024 * 1024])];
        var picture = Pictures.PngThatSays(10, 10);
        byte[] file = [.. picture[..33], .. Pictures.Chunk("zTXt", text), .. picture[33..]];
        Inspector.Inspect(picture, null);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var media = Inspector.Inspect(file, null).Media;

        media!.Content.Length.ShouldBe(picture.Length);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 * 1024 * 1024);
    }

    [Fact]
    public void Two_thousand_broken_files_are_taken_whole_or_refused()
    {
        byte[][] whole = [Pictures.Jpeg(), Pictures.Png(), Pictures.Gif(), Pictures.WebP(), Pictures.Docx(),
            .. Taken.Select(row => row.Data.Item2)];
        var random = new Random(20261125);
        var kept = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var file = whole[random.Next(whole.Length)].ToArray();
            for (var flips = random.Next(1, 12); flips > 0; flips--)
                file[random.Next(Math.Min(file.Length, 200))] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                file = file[..random.Next(file.Length)];

            var (media, refusal) = Inspector.Inspect(file, "image/jpeg");

            (media is null).ShouldBe(refusal is not null, $"round {round}");
            media?.Content.Length.ShouldBeLessThanOrEqualTo(file.Length + 64, $"round {round}");
            kept += media is null ? 0 : 1;
        }

        kept.ShouldBeInRange(100, 1_900);
    }

    private static byte[] PngWith(byte[] chunk)
    {
        var file = Pictures.PngThatSays(10, 10);
        return [.. file[..33], .. chunk, .. file[33..]];
    }

    private static byte[] JpegFrame(ushort width, ushort height) =>
        [0xff, 0xc0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];

    private static byte[] JpegOf(params byte[][] frames) =>
        [0xff, 0xd8, .. frames.SelectMany(frame => frame), 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9];

    private static byte[] Canvas(byte low, byte high) =>
        Pictures.RiffChunk("VP8X", [0, 0, 0, 0, low, high, 0, low, high, 0]);

    private static byte[] Vp8(ushort width, ushort height) => Pictures.RiffChunk(
        "VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)]);

    private static byte[] WebPOf(params byte[][] chunks) =>
        [.. "RIFF\0\0\0\x1fWEBP"u8, .. chunks.SelectMany(chunk => chunk)];
}
