using System.Globalization;
using System.Security.Claims;
using Gateway.Api;
using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;
using Gateway.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Prospects;

/// <summary>All solutions' list of people who may buy: <c>/api/prospects</c>.</summary>
internal static class ProspectEndpoints
{
    private const int MaxScore = 100;

    /// <summary>
    /// Maps <c>prospects</c>, <c>prospects.csv</c> and <c>prospects/{id}</c> under <paramref name="api"/>, which checks
    /// the API key. A key of one workspace (claim <c>workspace</c>) sees no other one's prospects, and is told that
    /// they do not exist.
    /// </summary>
    public static RouteGroupBuilder MapProspects(this RouteGroupBuilder api)
    {
        api.MapGet("/prospects", ListAsync).WithSummary("Prospects, newest first");
        api.MapGet("/prospects.csv", Export).WithSummary("All prospects as a file for spreadsheets");
        api.MapGet("/prospects/{id:long}", FindAsync).WithSummary("One prospect, with its history");
        api.MapPatch("/prospects/{id:long}", ChangeAsync).WithSummary("Moves a prospect to another status");
        return api;
    }

    private static async Task<Results<Ok<ProspectPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, ProspectList prospects, ProspectOrders orders, CancellationToken cancellationToken,
        string? workspace = null, string? solution = null, string? status = null, string? minScore = null,
        string? limit = null, string? after = null)
    {
        if (Filter(user, workspace, solution, status, minScore, out var problem) is not { } filter)
            return problem!;
        if (!Paging.TryRead(limit, out var size, out problem) || !Paging.TryReadId(after, out var last, out problem))
            return problem;

        // One more than asked for shows whether there is a next page.
        var found = await prospects.PageAsync(filter, last, size + 1, cancellationToken);
        var page = found.Take(size).ToList();
        var ordered = await orders.FindAsync([.. page.Select(prospect => prospect.Id)], cancellationToken);
        return TypedResults.Ok(new ProspectPage(
            [.. page.Select(prospect => ProspectView.Of(prospect, ordered.GetValueOrDefault(prospect.Id)))],
            found.Count > size ? page[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        ClaimsPrincipal user, ProspectList prospects, ProspectOrders orders, CancellationToken cancellationToken,
        string? workspace = null, string? solution = null, string? status = null, string? minScore = null)
    {
        if (Filter(user, workspace, solution, status, minScore, out var problem) is not { } filter)
            return problem!;
        return TypedResults.Stream(
            stream => ProspectCsv.WriteAsync(
                stream, prospects.AllAsync(filter, cancellationToken), orders, cancellationToken),
            "text/csv; charset=utf-8", "prospects.csv");
    }

    private static async Task<Results<Ok<ProspectView>, ProblemHttpResult>> FindAsync(
        long id, ClaimsPrincipal user, ProspectList prospects, ProspectOrders orders,
        CancellationToken cancellationToken) =>
        await AnswerAsync(
            await prospects.FindAsync(id, user.OnlyWorkspace(), cancellationToken), prospects, orders,
            cancellationToken);

    private static async Task<Results<Ok<ProspectView>, ProblemHttpResult>> ChangeAsync(
        long id, ProspectPatch change, ClaimsPrincipal user, ProspectList prospects, ProspectOrders orders,
        CancellationToken cancellationToken) =>
        ProspectStatus.All.Contains(change.Status, StringComparer.Ordinal)
            ? await AnswerAsync(
                await prospects.ChangeStatusAsync(
                    id, user.OnlyWorkspace(), change.Status!, ProspectChange.Operator(user.KeyId()), cancellationToken),
                prospects, orders, cancellationToken)
            : InvalidStatus();

    private static async Task<Results<Ok<ProspectView>, ProblemHttpResult>> AnswerAsync(
        Prospect? prospect, ProspectList prospects, ProspectOrders orders, CancellationToken cancellationToken)
    {
        if (prospect is null)
            return Missing("There is no such prospect.");
        var ordered = await orders.FindAsync([prospect.Id], cancellationToken);
        var history = await prospects.ReadHistoryAsync(prospect.Id, cancellationToken);
        return TypedResults.Ok(ProspectView.Of(prospect, ordered.GetValueOrDefault(prospect.Id)) with
        {
            History = [.. history.Select(ProspectChangeView.Of)],
        });
    }

    private static ProspectFilter? Filter(
        ClaimsPrincipal user, string? workspace, string? solution, string? status, string? minScore,
        out ProblemHttpResult? problem)
    {
        var score = 0;
        problem = workspace is not null && !user.MaySee(workspace) ? Missing("There is no such workspace.")
            : status is not null && !ProspectStatus.All.Contains(status, StringComparer.Ordinal) ? InvalidStatus()
            : minScore is not null && !(int.TryParse(
                minScore, NumberStyles.None, CultureInfo.InvariantCulture, out score) && score <= MaxScore)
            ? Invalid($"minScore: expected a whole number of 0 to {MaxScore}.")
            : null;
        return problem is null
            ? new ProspectFilter(
                user.OnlyWorkspace() ?? workspace, solution, status, minScore is null ? null : score)
            : null;
    }

    private static ProblemHttpResult InvalidStatus() =>
        Invalid($"status: expected one of {string.Join(", ", ProspectStatus.All)}.");

    private static ProblemHttpResult Invalid(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult Missing(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}
