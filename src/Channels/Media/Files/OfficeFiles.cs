using System.IO.Compression;

namespace Gateway.Channels.Media.Files;

/// <summary>
/// Documents that are ZIP archives inside: told from archives, which are not taken, by what they hold. Nothing is
/// unpacked.
/// </summary>
internal static class OfficeFiles
{
    private const int MostEntries = 2_000;
    private const long MostUnpackedBytes = 256L * 1024 * 1024;
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    private static readonly (string Entry, MediaType Type)[] Kinds =
    [
        ("word/document.xml", new(OpenXml + "wordprocessingml.document", "docx")),
        ("xl/workbook.xml", new(OpenXml + "spreadsheetml.sheet", "xlsx")),
        ("ppt/presentation.xml", new(OpenXml + "presentationml.presentation", "pptx")),
    ];

    private static readonly (string Mark, MediaType Type)[] OpenKinds =
    [
        ("text", new(OpenDocument + "text", "odt")),
        ("spreadsheet", new(OpenDocument + "spreadsheet", "ods")),
        ("presentation", new(OpenDocument + "presentation", "odp")),
    ];

    /// <summary>Whether it begins as a ZIP archive does.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> file) => file.StartsWith("PK\u0003\u0004"u8);

    /// <summary>The document it is, or null when it is another archive, holds macros, or unpacks to too much.</summary>
    public static MediaType? Recognise(byte[] file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries || archive.Entries.Sum(entry => entry.Length) > MostUnpackedBytes
                || archive.Entries.Any(IsProgram))
                return null;
            if (archive.GetEntry("[Content_Types].xml") is not null)
                return Kinds.FirstOrDefault(kind => archive.GetEntry(kind.Entry) is not null).Type;
            return OfMimeType(file);
        }
        catch (Exception error)
            when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException
            or OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// OpenDocument 1.3, part 2, 3.3: the first entry is <c>mimetype</c>, stored as it is, from byte 38 on.
    /// </summary>
    private static MediaType? OfMimeType(ReadOnlySpan<byte> file)
    {
        if (file.Length < 38 || !file[30..].StartsWith("mimetype"u8))
            return null;
        foreach (var (mark, type) in OpenKinds)
        {
            var name = System.Text.Encoding.ASCII.GetBytes(OpenDocument + mark);
            // What follows the name is the next entry, or else the name is longer: a template's, say.
            if (file[38..].StartsWith(name) && file[(38 + name.Length)..].StartsWith("PK"u8))
                return type;
        }

        return null;
    }

    private static bool IsProgram(ZipArchiveEntry entry) =>
        entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase) ||
        entry.FullName.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) ||
        entry.FullName.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase) ||
        entry.FullName.EndsWith(".class", StringComparison.OrdinalIgnoreCase);
}
