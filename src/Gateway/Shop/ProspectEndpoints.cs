using System.Globalization;
using System.Security.Claims;
using Gateway.Api;
using Gateway.Brain.Shop;
using Gateway.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Shop;

/// <summary>The shops' and the sales team's list of people who want to buy: <c>/api/prospects</c>.</summary>
internal static class ProspectEndpoints
{
    /// <summary>
    /// Maps <c>prospects</c>, <c>prospects.csv</c> and <c>prospects/{id}</c> under <paramref name="api"/>, which checks
    /// the API key. A key of one workspace (claim <c>workspace</c>) sees no other one's prospects, and is told that
    /// they do not exist.
    /// </summary>
    public static RouteGroupBuilder MapProspects(this RouteGroupBuilder api)
    {
        api.MapGet("/prospects", ListAsync).WithSummary("Prospects, newest first");
        api.MapGet("/prospects.csv", Export).WithSummary("All prospects as a file for spreadsheets");
        api.MapGet("/prospects/{id:long}", FindAsync).WithSummary("One prospect");
        api.MapPatch("/prospects/{id:long}", ChangeAsync).WithSummary("Moves a prospect to another status");
        return api;
    }

    private static async Task<Results<Ok<ProspectPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, ProspectList prospects, CancellationToken cancellationToken,
        string? workspace = null, string? status = null, string? limit = null, string? after = null)
    {
        if (Filter(user, workspace, status, out var problem) is not { } filter)
            return problem!;
        if (!Paging.TryRead(limit, out var size, out problem))
            return problem;
        if (!TryReadCursor(after, out var last))
            return Invalid("after: expected the 'next' of an earlier answer.");

        // One more than asked for shows whether there is a next page.
        var found = await prospects.PageAsync(filter, last, size + 1, cancellationToken);
        var items = found.Take(size).Select(ProspectView.Of).ToList();
        return TypedResults.Ok(
            new ProspectPage(items, found.Count > size ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        ClaimsPrincipal user, ProspectList prospects, CancellationToken cancellationToken, string? workspace = null,
        string? status = null)
    {
        if (Filter(user, workspace, status, out var problem) is not { } filter)
            return problem!;
        return TypedResults.Stream(
            stream => ProspectCsv.WriteAsync(stream, prospects.AllAsync(filter, cancellationToken), cancellationToken),
            "text/csv; charset=utf-8", "prospects.csv");
    }

    private static async Task<Results<Ok<ProspectView>, ProblemHttpResult>> FindAsync(
        long id, ClaimsPrincipal user, ProspectList prospects, CancellationToken cancellationToken) =>
        Answer(await prospects.FindAsync(id, user.OnlyWorkspace(), cancellationToken));

    private static async Task<Results<Ok<ProspectView>, ProblemHttpResult>> ChangeAsync(
        long id, ProspectChange change, ClaimsPrincipal user, ProspectList prospects,
        CancellationToken cancellationToken) =>
        ProspectStatus.All.Contains(change.Status, StringComparer.Ordinal)
            ? Answer(await prospects.ChangeStatusAsync(id, user.OnlyWorkspace(), change.Status!, cancellationToken))
            : InvalidStatus();

    private static Results<Ok<ProspectView>, ProblemHttpResult> Answer(Prospect? prospect) =>
        prospect is null ? Missing("There is no such prospect.") : TypedResults.Ok(ProspectView.Of(prospect));

    private static ProspectFilter? Filter(
        ClaimsPrincipal user, string? workspace, string? status, out ProblemHttpResult? problem)
    {
        if (workspace is not null && !user.MaySee(workspace))
            problem = Missing("There is no such workspace.");
        else if (status is not null && !ProspectStatus.All.Contains(status, StringComparer.Ordinal))
            problem = InvalidStatus();
        else
            problem = null;
        return problem is null ? new ProspectFilter(user.OnlyWorkspace() ?? workspace, status) : null;
    }

    private static bool TryReadCursor(string? after, out long? last)
    {
        last = null;
        if (after is null)
            return true;
        if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        last = id;
        return true;
    }

    private static ProblemHttpResult InvalidStatus() =>
        Invalid($"status: expected one of {string.Join(", ", ProspectStatus.All)}.");

    private static ProblemHttpResult Invalid(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult Missing(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}
