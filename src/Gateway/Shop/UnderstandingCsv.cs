using System.Globalization;
using Gateway.Api;
using Gateway.Brain.Shop.Understanding;

namespace Gateway.Shop;

/// <summary>
/// Writes what was not understood for spreadsheets (<see cref="Spreadsheet"/>): the words are what visitors typed.
/// </summary>
internal static class UnderstandingCsv
{
    private static readonly string[] Header =
    [
        "workspace", "locale", "kind", "count", "sessions", "words", "productHandle", "lastSeen", "nearest",
        "likelihood", "answered", "examples", "sessionIds",
    ];

    public static async Task WriteAsync(
        Stream stream, IAsyncEnumerable<MissGroup> groups, CancellationToken cancellationToken)
    {
        await using var csv = Spreadsheet.Write(stream);
        await csv.WriteRecordAsync(Header, cancellationToken);
        await foreach (var group in groups.WithCancellation(cancellationToken))
        {
            csv.WriteField(group.Workspace);
            csv.WriteField(group.Locale);
            csv.WriteField(group.Kind);
            csv.WriteField(group.Count, default, CultureInfo.InvariantCulture);
            csv.WriteField(group.Sessions, default, CultureInfo.InvariantCulture);
            csv.WriteField(group.Words);
            csv.WriteField(group.Product);
            csv.WriteField(group.LastSeen);
            csv.WriteField(group.Nearest?.Question);
            csv.WriteField(group.Nearest?.Likelihood.ToString("0.00", CultureInfo.InvariantCulture));
            csv.WriteField(group.IsAnswered);
            csv.WriteField(string.Join('\n', group.Examples.Select(example => example.Words)));
            csv.WriteField(string.Join('\n', group.Examples.Select(example => example.SessionId)));
            await csv.EndRecordAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }
}
