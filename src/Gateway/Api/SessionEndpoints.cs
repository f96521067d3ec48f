using System.Globalization;
using System.Security.Claims;
using Gateway.Brain.Records;
using Gateway.Operators;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Media;
using Gateway.Sessions.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Api;

/// <summary>
/// Sessions for programs: <c>/api/sessions</c>. One session and its transcript come from Redis as they stand; the list
/// comes from the archive, which is a moment behind.
/// </summary>
internal static class SessionEndpoints
{
    private const int MaxTextLength = 8_000;
    private const int MaxAuthorLength = 100;
    private const int MaxIdLength = 128;
    private const int MaxLabels = 20;
    private const int MaxLabelLength = 50;

    /// <summary>Maps the endpoints under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapSessions(this RouteGroupBuilder api)
    {
        api.MapGet("/sessions", ListAsync).WithSummary("Sessions, the one with the newest entry first");
        api.MapGet("/sessions/{id}", FindAsync).WithSummary("One session");
        api.MapGet("/sessions/{id}/transcript", ReadAsync).WithSummary("Entries of a session, oldest first");
        api.MapPost("/sessions/{id}/messages", WriteAsync).WithSummary("Writes into a session as the operator");
        api.MapPatch("/sessions/{id}", MarkAsync).WithSummary("Changes a session's assignee, labels and priority");
        api.MapPost("/sessions/{id}/interrupt", InterruptAsync).WithSummary("Ends the turn that runs early");
        api.MapGet("/sessions/{id}/decisions", ListDecisionsAsync).WithSummary("Who spoke when and why, oldest first");
        api.MapGet("/sessions/{id}/wakes", ListWakesAsync)
            .WithSummary("When the session wakes up though nobody writes");
        api.MapDelete("/sessions/{id}/wakes/{name}", CancelWakeAsync).WithSummary("Cancels a wake");
        return api;
    }

    private static async Task<Results<Ok<SessionPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal caller, IDbContextFactory<RecordsDbContext> records, CancellationToken cancellationToken,
        string? workspace = null, string? status = null, string? limit = null, string? after = null)
    {
        if (workspace is not null && !caller.MaySee(workspace))
            return Missing("There is no such workspace.");
        if (status is not null && !SessionStatuses.TryParse(status, out _))
            return Invalid("status: expected open, waiting, handedOver or closed.");
        if (!Paging.TryRead(limit, out var size, out var problem))
            return problem;
        if (!SessionCursor.TryRead(after, out var cursor))
            return Invalid("after: expected the 'next' of an earlier answer.");

        var only = caller.OnlyWorkspace() ?? workspace;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
#pragma warning disable CA1309 // PostgreSQL compares, by the column's collation; there is no StringComparison to be said.
        var found = await db.ArchivedSessions.AsNoTracking()
            .Where(session => only == null || session.Workspace == only)
            .Where(session => status == null || session.Status == status)
            .Where(session => cursor == null || session.UpdatedAt < cursor.UpdatedAt ||
                (session.UpdatedAt == cursor.UpdatedAt && string.Compare(session.SessionId, cursor.Session) > 0))
            .OrderByDescending(session => session.UpdatedAt).ThenBy(session => session.SessionId)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
#pragma warning restore CA1309
        var items = found.Take(size).Select(SessionView.Of).ToList();
        return TypedResults.Ok(new SessionPage(items, found.Count > size ? SessionCursor.Of(found[size - 1]) : null));
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> FindAsync(
        string id, ClaimsPrincipal caller, SessionEngine engine) =>
        await engine.LookUpAsync(id, caller) is { } found
            ? TypedResults.Ok(SessionView.Of(found.Session))
            : SessionLookup.Missing();

    private static async Task<Results<Ok<TranscriptPage>, ProblemHttpResult>> ReadAsync(
        string id, ClaimsPrincipal caller, SessionEngine engine, IMediaLinks links, string? limit = null,
        string? after = null)
    {
        if (!Paging.TryRead(limit, out var size, out var problem))
            return problem;
        var afterSeq = 0L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out afterSeq))
            return Invalid("after: expected the 'next' of an earlier answer.");
        if (await engine.LookUpAsync(id, caller, afterSeq, size) is not { } found)
            return SessionLookup.Missing();
        return TypedResults.Ok(new TranscriptPage(
            [.. found.Entries.Select(entry => WithSignedFiles(entry, found.Session.Workspace, links))],
            found.HasMore ? found.Entries[^1].Seq.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<MessageWritten>, ProblemHttpResult>> WriteAsync(
        string id, OperatorMessage message, ClaimsPrincipal caller, SessionEngine engine)
    {
        var text = message.Text is { Length: <= MaxTextLength } words ? WellFormed.Text(words, MaxTextLength) : "";
        if (WellFormed.IsBlank(text))
            return Invalid($"text: expected 1 to {MaxTextLength} characters, some of which can be seen.");
        if (message.Author is { Length: > MaxAuthorLength })
            return Invalid($"author: expected at most {MaxAuthorLength} characters.");
        if (message.ClientMessageId is { } own && !WellFormed.IsId(own, MaxIdLength))
            return Invalid($"clientMessageId: expected 1 to {MaxIdLength} characters that can be seen.");
        if (await engine.LookUpAsync(id, caller) is not { } found)
            return SessionLookup.Missing();
        var seq = await engine.AppendAsync(
            found.Session.Id,
            new NewEntry(EntryRole.Operator, text) { Author = WellFormed.Line(message.Author, MaxAuthorLength) },
            message.ClientMessageId);
        return seq is { } place
            ? TypedResults.Ok(new MessageWritten(place))
            : TypedResults.Problem("The session is closed.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> MarkAsync(
        string id, NewMarks marks, ClaimsPrincipal caller, SessionEngine engine)
    {
        if (marks.Assignee is { Length: > MaxAuthorLength })
            return Invalid($"assignee: expected at most {MaxAuthorLength} characters.");
        if (marks is { Assignee: null, Labels: null, Priority: null })
            return Invalid("Expected assignee, labels or priority, or several of them.");
        var labels = marks.Labels?.Select(
            label => label is { Length: <= MaxLabelLength } ? WellFormed.Line(label, MaxLabelLength) : null).ToList();
        if (labels is { Count: > MaxLabels } || labels?.Any(label => WellFormed.IsBlank(label)) == true)
            return Invalid(
                $"labels: expected at most {MaxLabels}, each of 1 to {MaxLabelLength} characters, "
                + "some of which can be seen.");
        var priority = default(SessionPriority);
        if (marks.Priority is { } name
            && (!Enum.TryParse(name, ignoreCase: true, out priority) || char.IsAsciiDigit(name[0])))
            return Invalid("priority: expected low, normal, high or urgent.");
        if (await engine.LookUpAsync(id, caller) is not { } found)
            return SessionLookup.Missing();
        await engine.MarkAsync(found.Session.Id, new SessionMarks(
            marks.Assignee is null ? null : WellFormed.Line(marks.Assignee, MaxAuthorLength) ?? "",
            labels is null ? null : [.. labels.OfType<string>().Distinct()],
            marks.Priority is null ? null : priority));
        return await FindAsync(id, caller, engine);
    }

    private static async Task<Results<Ok<TurnInterrupted>, ProblemHttpResult>> InterruptAsync(
        string id, ClaimsPrincipal caller, SessionEngine engine) =>
        await engine.LookUpAsync(id, caller) is { } found
            ? TypedResults.Ok(new TurnInterrupted(await engine.InterruptAsync(found.Session.Id)))
            : SessionLookup.Missing();

    private static async Task<Results<Ok<DecisionPage>, ProblemHttpResult>> ListDecisionsAsync(
        string id, ClaimsPrincipal caller, SessionEngine engine, IDbContextFactory<RecordsDbContext> records,
        CancellationToken cancellationToken, string? limit = null, string? after = null)
    {
        if (!Paging.TryRead(limit, out var size, out var problem))
            return problem;
        var skip = 0;
        if (after is not null && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            return Invalid("after: expected the 'next' of an earlier answer.");
        if (await engine.LookUpAsync(id, caller) is not { } known)
            return SessionLookup.Missing();
        var session = known.Session.Id.Value;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = await db.ArchivedDecisions.AsNoTracking()
            .Where(decision => decision.SessionId == session && decision.Kind == null)
            .OrderBy(decision => decision.At).ThenBy(decision => decision.TurnId).ThenBy(decision => decision.Number)
            .Skip(skip).Take(size + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(new DecisionPage(
            [.. found.Take(size).Select(DecisionView.Of)],
            found.Count > size ? (skip + size).ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<WakePage>, ProblemHttpResult>> ListWakesAsync(
        string id, ClaimsPrincipal caller, SessionEngine engine) =>
        await engine.LookUpAsync(id, caller) is { } found
            && await engine.ListWakesAsync(found.Session.Id) is { } wakes
            ? TypedResults.Ok(new WakePage([.. wakes.Select(WakeView.Of)], Next: null))
            : SessionLookup.Missing();

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelWakeAsync(
        string id, string name, ClaimsPrincipal caller, SessionEngine engine)
    {
        if (await engine.LookUpAsync(id, caller) is not { } found)
            return SessionLookup.Missing();
        return await engine.CancelWakeAsync(found.Session.Id, name)
            ? TypedResults.NoContent()
            : Missing("There is no such wake, or a turn has taken it up.");
    }

    private static Entry WithSignedFiles(Entry entry, string workspace, IMediaLinks links) =>
        entry.Content is { Attachments: { Count: > 0 } files } content
        ? entry with { Content = content with { Attachments = [.. files.Select(file => links.Sign(workspace, file))] } }
        : entry;

    private static ProblemHttpResult Invalid(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult Missing(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}
