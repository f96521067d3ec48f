using System.Security.Claims;
using Gateway.Archive;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Operators;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Gateway.Api;

/// <summary>What was given up and waits for an operator: <c>/api/parked</c>.</summary>
internal static class ParkedEndpoints
{
    private const string CataloguePrefix = "catalogue.";

    /// <summary>Maps the endpoints under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapParked(this RouteGroupBuilder api)
    {
        api.MapGet("/parked", ListAsync)
            .WithSummary("Turns, deliveries and records that were given up, with their reason");
        api.MapPost("/parked/{id}/retry", RetryAsync)
            .WithSummary("Runs a turn again, sends a delivery again, or reads a record again, that was given up");
        return api;
    }

    private static async Task<Results<Ok<ParkedPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal caller, SessionEngine engine, Outbox outbox, CommitLog log, CatalogueFaults catalogues,
        CancellationToken cancellationToken,
        string? workspace = null, string? limit = null, string? after = null)
    {
        if (!Paging.TryRead(limit, out var size, out var problem))
            return problem;
        var turns = engine.ListParkedAsync();
        var deliveries = outbox.ListParkedAsync();
        var aside = log.ListAsideAsync();
        var faults = ListFaultsAsync(catalogues, cancellationToken);
        var parked = (await turns)
            .Select(ParkedView.Of)
            .Concat((await deliveries).Select(ParkedView.Of))
            .Concat((await aside).Select(ParkedView.Of))
            .Concat((await faults).Select(ParkedView.Of))
            .Where(view => caller.MaySee(view.Workspace) && (workspace is null || view.Workspace == workspace))
            .OrderBy(view => view.Id, StringComparer.Ordinal)
            .Where(view => after is null || string.CompareOrdinal(view.Id, after) > 0)
            .Take(size + 1)
            .ToList();
        return TypedResults.Ok(
            new ParkedPage(parked.Take(size).ToList(), parked.Count > size ? parked[size - 1].Id : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(
        string id, ClaimsPrincipal caller, SessionEngine engine, Outbox outbox, CommitLog log, ArchiveWriter writer,
        NpgsqlDataSource postgres,
        CatalogueFaults catalogues, CancellationToken cancellationToken)
    {
        if (id.StartsWith(CataloguePrefix, StringComparison.Ordinal))
            return await ReadAgainAsync(id[CataloguePrefix.Length..], caller, catalogues, cancellationToken);
        if (id.StartsWith(CommitLog.AsidePrefix, StringComparison.Ordinal))
            return await ArchiveAsync(id, caller, log, writer, postgres, cancellationToken);
        var isDelivery = DeliveryId.TryParse(id, out var delivery);
        var isThere = SessionId.TryParse(id.Split('-', '.')[0], out var session) &&
            await engine.FindWorkspaceAsync(session) is { } workspace && caller.MaySee(workspace) &&
            (isDelivery ? await outbox.RetryAsync(delivery) : await engine.RetryParkedAsync(session));
        return isThere ? TypedResults.NoContent() : Missing();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ArchiveAsync(
        string id, ClaimsPrincipal caller, CommitLog log, ArchiveWriter writer, NpgsqlDataSource postgres,
        CancellationToken cancellationToken)
    {
        if (await log.FindAsideAsync(id) is not { } aside || !caller.MaySee(aside.Workspace))
            return Missing();
        if (aside.Record is null)
            return TypedResults.Problem(
                $"It cannot be archived: {aside.Error}.", statusCode: StatusCodes.Status409Conflict);
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        if (await writer.CopyOrPutAsideAsync(connection, aside.Record, cancellationToken) is { } reason)
            return TypedResults.Problem(
                $"It still cannot be archived: {reason}.", statusCode: StatusCodes.Status409Conflict);
        await log.ForgetAsideAsync(id);
        return TypedResults.NoContent();
    }

    private static async Task<IReadOnlyList<CatalogueFault>> ListFaultsAsync(
        CatalogueFaults catalogues, CancellationToken cancellationToken)
    {
        try
        {
            return await catalogues.ListAsync(cancellationToken);
        }
        catch (RecordsUnavailableException)
        {
            // Readiness says that PostgreSQL is away. What is parked in Redis is told all the same.
            return [];
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReadAgainAsync(
        string id, ClaimsPrincipal caller, CatalogueFaults catalogues, CancellationToken cancellationToken)
    {
        if (await catalogues.FindAsync(id, cancellationToken) is not { } fault || !caller.MaySee(fault.Workspace))
            return Missing();
        return await catalogues.RetryAsync(fault, cancellationToken) is { } reason
            ? TypedResults.Problem($"It still cannot be taken in: {reason}.", statusCode: StatusCodes.Status409Conflict)
            : TypedResults.NoContent();
    }

    private static ProblemHttpResult Missing() =>
        TypedResults.Problem("Nothing of that id is parked.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Something that was given up.</summary>
    /// <param name="Id">To retry it by.</param>
    /// <param name="Kind">
    /// <c>turn</c>, <c>delivery</c>, <c>archive</c> (what happened to a session and could not be copied to the
    /// archive), or <c>catalogue</c> (a file of a shop, or a record of it, that could not be taken in).
    /// </param>
    /// <param name="SessionId">The session it belongs to; empty when that could not be read.</param>
    /// <param name="Workspace">Id of the workspace; empty when that could not be read, for who may see all
    /// workspaces.</param>
    /// <param name="At">When it was given up.</param>
    /// <param name="Error">Why, in words.</param>
    internal sealed record ParkedView(
        string Id, string Kind, string SessionId, string Workspace, DateTimeOffset At, string Error)
    {
        /// <summary>The provider's code of a delivery, or ours; null for a turn.</summary>
        public string? Code { get; init; }

        /// <summary>
        /// Place of a delivery's entry in its transcript, or of the first one not archived; null for a turn.
        /// </summary>
        public long? Seq { get; init; }

        /// <summary>The channel a delivery went out by; null for a turn.</summary>
        public string? Channel { get; init; }

        public static ParkedView Of(ParkedSession turn) =>
            new(turn.Turn.ToString(), "turn", turn.Turn.Session.Value, turn.Workspace, turn.At, turn.Error);

        public static ParkedView Of(NotArchived aside) =>
            new(
                aside.Id, "archive", aside.Record?.Session.Value ?? "", aside.Workspace, aside.At,
                aside.Error)
            { Seq = aside.Record?.FromSeq };

        public static ParkedView Of(CatalogueFault fault) =>
            new(CataloguePrefix + fault.Id, "catalogue", "", fault.Workspace, fault.At, fault.Reason);

        public static ParkedView Of(ParkedDelivery delivery) =>
            new(
                delivery.Id.ToString(), "delivery", delivery.Id.Session.Value, delivery.Workspace, delivery.At,
                delivery.Words)
            {
                Code = delivery.Code,
                Seq = delivery.Id.Seq,
                Channel = delivery.Channel,
            };
    }

    /// <summary>A page of what was given up.</summary>
    internal sealed record ParkedPage(IReadOnlyList<ParkedView> Items, string? Next);
}
