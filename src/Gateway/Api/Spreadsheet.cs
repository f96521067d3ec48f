using CsvHelper;

namespace Gateway.Api;

/// <summary>How files for spreadsheets are written, whoever typed what stands in them.</summary>
internal static class Spreadsheet
{
    private static readonly CsvWriterOptions Options = new()
    {
        Injection = CsvInjection.Escape,
        Quoting = CsvQuoting.Always,
        WriteByteOrderMark = true,
    };

    /// <summary>
    /// Begins a file: UTF-8 with a byte order mark, every cell in quotes, and an apostrophe before what a spreadsheet
    /// would run as a formula (https://owasp.org/www-community/attacks/CSV_Injection). The stream stays open.
    /// </summary>
    public static CsvWriter Write(Stream stream) => CsvWriter.Create(stream, Options, leaveOpen: true);
}
