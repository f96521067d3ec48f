using System.Net.Mime;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Statistics;
using Gateway.Inspection.Planning;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Statistics;

/// <summary>How centres do: <c>/api/centers/{id}/statistics</c>.</summary>
internal static class CentreStatisticsEndpoints
{
    private const int MostDays = 366;
    private const int UsualDays = 30;
    private const string Csv = "text/csv";

    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>
    /// Maps <c>centers/{id}/statistics</c> and <c>centers/{id}/statistics.csv</c> under <paramref name="api"/>, which
    /// checks the API key. A key of one workspace is told that other centres do not exist.
    /// </summary>
    public static RouteGroupBuilder MapCentreStatistics(this RouteGroupBuilder api)
    {
        api.MapGet("/centers/{id}/statistics", CountAsync)
            .WithSummary("How a centre did in a period of at most 366 days, by default the last thirty")
            .WithDescription(
                "from and to are days at the centre or instants, to being no longer part of it. Conversations count "
                + "that began in the period, appointments that were to take place in it; each figure has the ids it "
                + "was counted from. With Accept: text/csv it is a file for spreadsheets.");
        api.MapGet("/centers/{id}/statistics.csv", ExportAsync)
            .WithSummary("The same as a file for spreadsheets, a line for each figure");
        return api;
    }

    private static async Task<Results<Ok<JsonObject>, PushStreamHttpResult, ProblemHttpResult>> CountAsync(
        string id, HttpRequest request, ClaimsPrincipal user, CentreLookup centres, CentreStatistics statistics,
        TimeProvider time, CancellationToken cancellationToken, string? from = null, string? to = null)
    {
        if (PeriodOf(id, user, centres, time, from, to, out var problem) is not { } period)
            return problem!;
        var figures = await statistics.CountAsync(period.Centre, period.From, period.To, cancellationToken);
        if (WantsCsv(request))
            return Written(figures, cancellationToken);
        var answer = new JsonObject
        {
            ["center_id"] = period.Centre.Id,
            ["from"] = TimeZoneInfo.ConvertTime(period.From, period.Centre.Zone),
            ["to"] = TimeZoneInfo.ConvertTime(period.To, period.Centre.Zone),
            ["time_zone"] = period.Centre.Zone.Id,
        };
        foreach (var (name, part) in JsonSerializer.SerializeToNode(figures, Wire)!.AsObject())
            answer[name] = part?.DeepClone();
        return TypedResults.Ok(answer);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        string id, ClaimsPrincipal user, CentreLookup centres, CentreStatistics statistics, TimeProvider time,
        CancellationToken cancellationToken, string? from = null, string? to = null) =>
        PeriodOf(id, user, centres, time, from, to, out var problem) is { } period
            ? Written(
                await statistics.CountAsync(period.Centre, period.From, period.To, cancellationToken),
                cancellationToken)
            : problem!;

    private static PushStreamHttpResult Written(CentreFigures figures, CancellationToken cancellationToken) =>
        TypedResults.Stream(
            stream => CentreStatisticsCsv.WriteAsync(stream, figures, cancellationToken),
            $"{Csv}; charset=utf-8", "statistics.csv");

    // What a browser sends takes anything, and gets JSON.
    private static bool WantsCsv(HttpRequest request)
    {
        var ways = request.GetTypedHeaders().Accept;
        double QualityOf(string type) => ways
            .Where(way => way.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(way => way.Quality ?? 1).DefaultIfEmpty(0).Max();
        return QualityOf(Csv) is > 0 and var csv && csv > QualityOf(MediaTypeNames.Application.Json);
    }

    private static Period? PeriodOf(
        string id, ClaimsPrincipal user, CentreLookup centres, TimeProvider time, string? from, string? to,
        out ProblemHttpResult? problem)
    {
        problem = null;
        if (centres.Find(id, user) is not { } centre)
        {
            problem = PlanningProblems.UnknownCentre();
            return null;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), centre.Zone).DateTime);
        var end = PlanningArguments.BeginningOf(today.AddDays(1), centre.Zone);
        if (to is not null && !PlanningArguments.TryReadInstant(to, centre.Zone, out end))
        {
            problem = InvalidInstant("to");
            return null;
        }

        var begin = end.AddDays(-UsualDays);
        if (from is not null && !PlanningArguments.TryReadInstant(from, centre.Zone, out begin))
        {
            problem = InvalidInstant("from");
            return null;
        }

        // A day of the clock may have an hour more.
        if (begin < end && end - begin <= TimeSpan.FromDays(MostDays) + TimeSpan.FromHours(1))
            return new Period(centre, begin, end);
        problem = PlanningProblems.Invalid(
            "from, to", $"expected a period of at most {MostDays} days, from before to.");
        return null;
    }

    private static ProblemHttpResult InvalidInstant(string name) => PlanningProblems.Invalid(
        name, "expected a day or an instant of ISO 8601, such as 2026-12-01 or 2026-12-01T08:00:00Z.");

    private sealed record Period(Centre Centre, DateTimeOffset From, DateTimeOffset To);
}
