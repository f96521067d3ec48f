using System.Text.Json.Nodes;
using CsvHelper;
using Gateway.Demo.Frame;
using Gateway.Inspection.Centres.Fields;

namespace Gateway.Inspection.Centres;

/// <summary>
/// Creates the centres of a CSV file whose columns are the fields of the sign-up. A line that is wrong keeps no other
/// from being taken, and a file that comes twice creates nothing twice.
/// </summary>
internal sealed class CentreImporter(CentreBook book)
{
    private const int MostLines = 2_000;

    private static readonly CsvReaderOptions Options = new()
    {
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        DetectSeparatorHint = true,
    };

    /// <summary>Imports a file.</summary>
    /// <param name="text">The file; cells are separated by commas or semicolons.</param>
    /// <param name="ownOrigin">The gateway's own origin.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="isDry">Whether lines are checked alone.</param>
    /// <param name="words">The language of what is wrong.</param>
    /// <param name="cancellationToken">Gives up; the lines before may have been taken.</param>
    public async Task<ImportReport> ImportAsync(
        string text, string ownOrigin, string actor, bool isDry, DemoWords words, CancellationToken cancellationToken)
    {
        List<(int Line, JsonObject Fields)> rows;
        try
        {
            rows = Read(text.TrimStart('\ufeff'));
        }
        catch (CsvFormatException fault)
        {
            return ImportReport.Unreadable(words[
                $"Ligne {fault.LineNumber} : illisible comme CSV. Doublez les guillemets à l’intérieur d’une cellule.",
                $"Line {fault.LineNumber} is not readable as CSV: double the quotation marks inside a cell."]);
        }

        if (rows.Count is 0 or > MostLines)
        {
            return ImportReport.Unreadable(words[
                $"Un fichier contient une ligne de titres (center_name, …) et 1 à {MostLines} centres, ici {rows.Count}.",
                $"A file has a line of headings (center_name, …) and 1 to {MostLines} centres, here {rows.Count}."]);
        }

        var lines = new List<ImportLine>(rows.Count);
        foreach (var (line, fields) in rows)
            lines.Add(await ImportAsync(line, fields, ownOrigin, actor, isDry, words, cancellationToken));
        return new ImportReport(Count(lines, "created"), Count(lines, "existing"), Count(lines, "refused"), lines);
    }

    private async Task<ImportLine> ImportAsync(
        int line, JsonObject fields, string ownOrigin, string actor, bool isDry, DemoWords words,
        CancellationToken cancellationToken)
    {
        var name = FieldValues.TextOf(fields["center_name"]);
        var centre = new NewCentre(fields, "fr", ownOrigin)
        {
            // The same centre in the same file, or in a later one, is created once.
            Request = $"import {name}\n{FieldValues.TextOf(fields["phone_number"])}\n"
                + FieldValues.TextOf(fields["postcode"]),
            RefusesRest = true,
        };
        CentreOutcome outcome;
        if (isDry)
        {
            var errors = book.Check(centre).Errors;
            outcome = errors.IsEmpty ? new CentreOutcome.Done("") : new CentreOutcome.Refused(errors);
        }
        else
        {
            outcome = await book.CreateAsync(centre, actor, cancellationToken);
        }

        return outcome switch
        {
            CentreOutcome.Done done => new ImportLine(line, name, "created", isDry ? null : done.Id, null),
            CentreOutcome.WasThere there => new ImportLine(line, name, "existing", there.Id, null),
            CentreOutcome.Refused refused => new ImportLine(
                line, name, "refused", null, refused.Errors.In(text => words[text.French, text.English])),
            _ => new ImportLine(line, name, "refused", null, new Dictionary<string, string[]>
            {
                [FieldErrors.Whole] = [(outcome as CentreOutcome.Conflict)?.Reason ?? ""],
            }),
        };
    }

    private static List<(int Line, JsonObject Fields)> Read(string text)
    {
        var rows = new List<(int, JsonObject)>();
        // Spreadsheets in French separate cells by semicolons, and say so nowhere: a line of ours says it.
        var isSaid = SeparatesBySemicolons(text);
        using var reader = CsvReader.FromText(isSaid ? $"sep=;\n{text}" : text, Options);
        reader.ReadHeader();
        var names = reader.Headers.Select(name => name.Trim().ToLowerInvariant()).ToList();
        while (rows.Count <= MostLines && reader.Read())
        {
            var fields = new JsonObject();
            foreach (var (place, name) in names.Index().Where(one => one.Index < reader.FieldCount))
            {
                if (name.Length > 0 && reader.GetString(place) is { Length: > 0 } value)
                    fields[name] = value;
            }

            if (fields.Count > 0)
                rows.Add(((int)reader.LineNumber - (isSaid ? 1 : 0), fields));
        }

        return rows;
    }

    private static bool SeparatesBySemicolons(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var heading = text.AsSpan(0, end >= 0 ? end : text.Length);
        return heading.Count(';') > heading.Count(',');
    }

    private static int Count(List<ImportLine> lines, string status) => lines.Count(line => line.Status == status);
}
