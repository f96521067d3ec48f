using System.Globalization;
using System.Security.Claims;
using Gateway.Api;
using Gateway.Brain.Shop.Understanding;
using Gateway.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Shop;

/// <summary>
/// What contacts said and the shop's agent did not understand, for the owner: <c>/api/understanding</c>.
/// </summary>
internal static class UnderstandingEndpoints
{
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>
    /// Maps <c>understanding</c> and <c>understanding.csv</c> under <paramref name="api"/>, which checks the API key. A
    /// key of one workspace (claim <c>workspace</c>) sees nothing of another one, and is told that it does not exist.
    /// </summary>
    public static RouteGroupBuilder MapUnderstanding(this RouteGroupBuilder api)
    {
        api.MapGet("/understanding", ListAsync)
            .WithSummary("What was not understood in the last 90 days, grouped, what was said most often first");
        api.MapGet("/understanding.csv", Export).WithSummary("All of that as a file for spreadsheets");
        return api;
    }

    private static async Task<Results<Ok<UnderstandingPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, MissList misses, CancellationToken cancellationToken, string? workspace = null,
        string? since = null, string? locale = null, string? kind = null, string? limit = null, string? after = null)
    {
        if (Filter(user, workspace, since, locale, kind, out var problem) is not { } filter)
            return problem!;
        if (!Paging.TryRead(limit, out var size, out problem))
            return problem;
        var skip = 0;
        if (after is not null && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            return Invalid("after: expected the 'next' of an earlier answer.");

        var (groups, hasMore) = await misses.PageAsync(filter, skip, size, cancellationToken);
        return TypedResults.Ok(new UnderstandingPage(
            [.. groups.Select(UnderstandingView.Of)],
            hasMore ? (skip + size).ToString(CultureInfo.InvariantCulture) : null));
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        ClaimsPrincipal user, MissList misses, CancellationToken cancellationToken, string? workspace = null,
        string? since = null, string? locale = null, string? kind = null)
    {
        if (Filter(user, workspace, since, locale, kind, out var problem) is not { } filter)
            return problem!;
        return TypedResults.Stream(
            stream => UnderstandingCsv.WriteAsync(
                stream, misses.AllAsync(filter, cancellationToken), cancellationToken),
            "text/csv; charset=utf-8", "understanding.csv");
    }

    private static MissFilter? Filter(
        ClaimsPrincipal user, string? workspace, string? since, string? locale, string? kind,
        out ProblemHttpResult? problem)
    {
        var earliest = default(DateTimeOffset);
        problem = workspace is not null && !user.MaySee(workspace)
            ? TypedResults.Problem("There is no such workspace.", statusCode: StatusCodes.Status404NotFound)
            : since is not null && !DateTimeOffset.TryParseExact(
                since, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out earliest)
            ? Invalid("since: expected a day or a time, as in 2026-11-30 or 2026-11-30T08:00:00Z.")
            : locale is not (null or "fr" or "en")
            ? Invalid("locale: expected fr or en.")
            : kind is not null && !MissKind.All.Contains(kind, StringComparer.Ordinal)
            ? Invalid($"kind: expected one of {string.Join(", ", MissKind.All)}.")
            : null;
        return problem is null
            ? new MissFilter(user.OnlyWorkspace() ?? workspace, since is null ? null : earliest, locale, kind)
            : null;
    }

    private static ProblemHttpResult Invalid(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
