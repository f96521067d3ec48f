using System.Globalization;
using System.Security.Claims;
using Gateway.Operators;
using Gateway.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Api;

/// <summary>What was given up and waits for an operator: <c>/api/parked</c>.</summary>
internal static class ParkedEndpoints
{
    /// <summary>Maps the endpoints under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapParked(this RouteGroupBuilder api)
    {
        api.MapGet("/parked", ListAsync).WithSummary("Turns that were given up, with their reason");
        api.MapPost("/parked/{id}/retry", RetryAsync).WithSummary("Tries a turn again that was given up");
        return api;
    }

    private static async Task<Results<Ok<ParkedPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal caller, SessionEngine engine, string? workspace = null, string? limit = null, string? after = null)
    {
        const int most = 200;
        var size = 50;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > most))
            return TypedResults.Problem($"limit: expected a whole number of 1 to {most}.", statusCode: StatusCodes.Status400BadRequest);
        var parked = (await engine.ListParkedAsync())
            .Where(turn => caller.MaySee(turn.Workspace) && (workspace is null || turn.Workspace == workspace))
            .OrderBy(turn => turn.Turn.ToString(), StringComparer.Ordinal)
            .Where(turn => after is null || string.CompareOrdinal(turn.Turn.ToString(), after) > 0)
            .Take(size + 1)
            .ToList();
        var items = parked.Take(size).Select(turn => new ParkedView(
            turn.Turn.ToString(), "turn", turn.Turn.Session.Value, turn.Workspace, turn.At, turn.Error)).ToList();
        return TypedResults.Ok(new ParkedPage(items, parked.Count > size ? items[^1].Id : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(string id, ClaimsPrincipal caller, SessionEngine engine)
    {
        var isThere = SessionId.TryParse(id.Split('-')[0], out var session) &&
            await engine.ReadAsync(session, afterSeq: null, count: 0) is { } found && caller.MaySee(found.Session.Workspace) &&
            await engine.RetryParkedAsync(session);
        return isThere
            ? TypedResults.NoContent()
            : TypedResults.Problem("Nothing of that id is parked.", statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>Something that was given up.</summary>
    /// <param name="Id">To retry it by.</param>
    /// <param name="Kind"><c>turn</c>.</param>
    /// <param name="SessionId">The session it belongs to.</param>
    /// <param name="Workspace">Id of the workspace.</param>
    /// <param name="At">When it was given up.</param>
    /// <param name="Error">Why.</param>
    internal sealed record ParkedView(string Id, string Kind, string SessionId, string Workspace, DateTimeOffset At, string Error);

    /// <summary>A page of what was given up.</summary>
    internal sealed record ParkedPage(IReadOnlyList<ParkedView> Items, string? Next);
}
