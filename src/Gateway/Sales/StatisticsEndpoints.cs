using System.Globalization;
using System.Security.Claims;
using Gateway.Brain.Sales.Statistics;
using Gateway.Operators;
using Gateway.Sessions.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Sales;

/// <summary>How the sales teams do: <c>/api/statistics</c>.</summary>
internal static class StatisticsEndpoints
{
    private const int MostDays = 366;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    /// <summary>
    /// Maps <c>statistics</c> under <paramref name="api"/>, which checks the API key. A key of one workspace sees its
    /// own figures alone, and is told that other workspaces do not exist.
    /// </summary>
    public static RouteGroupBuilder MapStatistics(this RouteGroupBuilder api)
    {
        api.MapGet("/statistics", CountAsync)
            .WithSummary("How sales went in a period of at most 366 days, by default the last thirty");
        return api;
    }

    private static async Task<Results<Ok<StatisticsView>, ProblemHttpResult>> CountAsync(
        ClaimsPrincipal user, SalesStatistics statistics, TimeProvider time, CancellationToken cancellationToken,
        string? workspace = null, string? from = null, string? to = null)
    {
        if (workspace is not null && (!user.MaySee(workspace) || !WellFormed.Is(workspace)))
            return TypedResults.Problem("There is no such workspace.", statusCode: StatusCodes.Status404NotFound);
        if (!TryRead(to, time.GetUtcNow(), out var end))
            return Invalid("to");
        if (!TryRead(from, end - Usual, out var begin))
            return Invalid("from");
        if (begin >= end || end - begin > TimeSpan.FromDays(MostDays))
        {
            return TypedResults.Problem(
                $"from, to: expected a period of at most {MostDays} days, from before to.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        var only = user.OnlyWorkspace() ?? workspace;
        return TypedResults.Ok(new StatisticsView(
            only, begin, end, await statistics.CountAsync(only, begin, end, cancellationToken)));
    }

    // A day alone is its beginning, in UTC.
    private static bool TryRead(string? text, DateTimeOffset otherwise, out DateTimeOffset instant)
    {
        instant = otherwise;
        return text is null || DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out instant) && instant.Year is > 2000 and < 9000;
    }

    private static ProblemHttpResult Invalid(string name) => TypedResults.Problem(
        $"{name}: expected a day or an instant of ISO 8601, such as 2026-11-30 or 2026-11-30T08:00:00Z.",
        statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>The figures of a period.</summary>
/// <param name="Workspace">Id of the workspace; null: all that the key may see.</param>
/// <param name="From">Its beginning: prospects count that were recorded from then on.</param>
/// <param name="To">Its end, no longer part of it.</param>
/// <param name="Sales">What became of them by now.</param>
internal sealed record StatisticsView(string? Workspace, DateTimeOffset From, DateTimeOffset To, SalesFigures Sales);
