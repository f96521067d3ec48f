using System.Globalization;
using CsvHelper;
using Gateway.Api;
using Gateway.Brain.Inspection.Statistics;

namespace Gateway.Inspection.Statistics;

/// <summary>
/// Writes a centre's figures for spreadsheets (<see cref="Spreadsheet"/>), a line each: cells that a figure has no use
/// for are empty, ids stand one below the other in the last.
/// </summary>
internal static class CentreStatisticsCsv
{
    private static readonly string[] Header =
    [
        "figure", "day", "key", "count", "of", "rate", "mean", "median", "amount", "ids",
    ];

    public static async Task WriteAsync(Stream stream, CentreFigures figures, CancellationToken cancellationToken)
    {
        await using var csv = Spreadsheet.Write(stream);
        await csv.WriteRecordAsync(Header, cancellationToken);
        foreach (var line in LinesOf(figures))
            await WriteAsync(csv, line, cancellationToken);
        await csv.FlushAsync(cancellationToken);
    }

    private static IEnumerable<Line> LinesOf(CentreFigures figures)
    {
        var (talks, visits) = figures;
        yield return Of("conversations", talks.Held);
        yield return Of("success", talks.Success);
        yield return Of("duration_seconds", talks.DurationSeconds);
        yield return Of("booking", talks.Booking);
        yield return Of("hand_overs", talks.HandOvers);
        yield return Of("fall_backs", talks.FallBacks);
        foreach (var error in talks.ToolErrors)
            yield return new Line("tool_errors", $"{error.Tool}: {error.Error}", error.Count, error.Ids);
        yield return Of("conversation_satisfaction", talks.Satisfaction);
        yield return Of("appointments", visits.Appointments);
        foreach (var bay in visits.Filled)
        {
            yield return new Line("filled_minutes", bay.Bay, bay.Minutes, bay.Ids)
            {
                Day = bay.Day,
                Of = bay.OpenMinutes,
                Rate = bay.Rate,
            };
        }

        yield return Of("no_shows", visits.NoShows);
        foreach (var revenue in visits.Revenue)
        {
            yield return new Line("revenue_booked", revenue.Currency, revenue.Ids.Count, revenue.Ids)
            {
                Amount = revenue.Booked,
            };
            yield return new Line("revenue_missed", revenue.Currency, null, []) { Amount = revenue.Missed };
            yield return new Line("revenue_unpriced", revenue.Currency, revenue.Unpriced, []);
        }

        yield return Of("lead_time_hours", visits.LeadTimeHours);
        yield return Of("visit_satisfaction", visits.Satisfaction);
    }

    private static Line Of(string figure, Counted counted) => new(figure, null, counted.Count, counted.Ids);

    private static Line Of(string figure, Share share) => new(figure, null, share.Count, share.Ids)
    {
        Of = share.Of,
        Rate = share.Rate,
    };

    private static Line Of(string figure, Spread spread) => new(figure, null, spread.Count, spread.Ids)
    {
        Mean = spread.Mean,
        Median = spread.Median,
    };

    private static async Task WriteAsync(CsvWriter csv, Line line, CancellationToken cancellationToken)
    {
        csv.WriteField(line.Figure);
        csv.WriteField(line.Day?.ToString("O", CultureInfo.InvariantCulture));
        csv.WriteField(line.Key);
        csv.WriteField(line.Count?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(line.Of?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(line.Rate?.ToString("0.####", CultureInfo.InvariantCulture));
        csv.WriteField(line.Mean?.ToString("0.##", CultureInfo.InvariantCulture));
        csv.WriteField(line.Median?.ToString("0.##", CultureInfo.InvariantCulture));
        csv.WriteField(line.Amount?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(string.Join('\n', line.Ids));
        await csv.EndRecordAsync(cancellationToken);
    }

    private sealed record Line(string Figure, string? Key, int? Count, IReadOnlyList<string> Ids)
    {
        public DateOnly? Day { get; init; }

        public int? Of { get; init; }

        public double? Rate { get; init; }

        public double? Mean { get; init; }

        public double? Median { get; init; }

        public decimal? Amount { get; init; }
    }
}
