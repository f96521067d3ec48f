using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Api;

/// <summary>
/// A turn opened up, out of the archive, which is a moment behind: what came in, which rules were asked and who was
/// chosen, what each tool was asked and answered, what judges answered, what models took, what was held back, and what
/// was said.
/// </summary>
internal static class TurnEndpoints
{
    /// <summary>Maps the endpoint under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapTurns(this RouteGroupBuilder api)
    {
        api.MapGet("/sessions/{id}/turns/{number}", FindAsync).WithSummary("How a turn came about");
        return api;
    }

    private static async Task<Results<Ok<TurnView>, ProblemHttpResult>> FindAsync(
        string id, string number, ClaimsPrincipal caller, SessionEngine engine,
        IDbContextFactory<RecordsDbContext> records, CancellationToken cancellationToken)
    {
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place == 0)
            return TypedResults.Problem(
                "number: expected the number of a turn, from 1.", statusCode: StatusCodes.Status400BadRequest);
        if (await engine.LookUpAsync(id, caller) is not { } known)
            return SessionLookup.Missing();
        var turnId = new TurnId(known.Session.Id, place).ToString();
        var session = known.Session.Id.Value;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.ArchivedTurns.AsNoTracking().SingleOrDefaultAsync(
            turn => turn.TurnId == turnId, cancellationToken) is not { } turn)
        {
            return TypedResults.Problem(
                "There is no such turn, or the archive does not have it yet.",
                statusCode: StatusCodes.Status404NotFound);
        }

        var steps = await db.ArchivedDecisions.AsNoTracking().Where(step => step.TurnId == turnId)
            .OrderBy(step => step.Number).ToListAsync(cancellationToken);
        List<TurnStepView> views = [.. steps.Where(step => step.Kind != TurnStepView.Start).Select(TurnStepView.Of)];
        var came = TurnStepView.MessagesOf(views);
        var entries = await db.ArchivedEntries.AsNoTracking()
            .Where(entry => entry.SessionId == session && (entry.TurnId == turnId || came.Contains(entry.Seq)))
            .OrderBy(entry => entry.Seq).ToListAsync(cancellationToken);
        return TypedResults.Ok(new TurnView(
            turnId, place, turn.CommittedAt,
            [.. entries.Where(entry => came.Contains(entry.Seq)).Select(TurnEntryView.Of)],
            views,
            [.. entries.Where(entry => entry.TurnId == turnId).Select(TurnEntryView.Of)]));
    }
}

/// <summary>A turn opened up.</summary>
/// <param name="TurnId">Its id.</param>
/// <param name="Number">Its number in the session, from 1.</param>
/// <param name="CommittedAt">When it was committed.</param>
/// <param name="Messages">What came in; empty where nobody had written, or nothing was answered.</param>
/// <param name="Steps">How it came about, oldest first.</param>
/// <param name="Answers">What was said, and what was noted for operators.</param>
internal sealed record TurnView(
    string TurnId, long Number, DateTimeOffset CommittedAt, IReadOnlyList<TurnEntryView> Messages,
    IReadOnlyList<TurnStepView> Steps, IReadOnlyList<TurnEntryView> Answers);

/// <summary>An entry of the transcript.</summary>
internal sealed record TurnEntryView(long Seq, string Role, string Text, JsonElement Parts, DateTimeOffset At)
{
    /// <summary>The beginning of the text that the contact got; null when all.</summary>
    public string? Heard { get; init; }

    public static TurnEntryView Of(ArchivedEntry entry) => new(
        entry.Seq, entry.Role, entry.Text, JsonSerializer.Deserialize<JsonElement>(entry.Parts), entry.At)
    {
        Heard = entry.Heard,
    };
}

/// <summary>A step of a turn.</summary>
/// <param name="Kind"><c>decision</c>, <c>model</c>, <c>judge</c>, <c>tool</c> or <c>held</c>.</param>
/// <param name="Agent">Who ran then, or was to; null for nobody.</param>
/// <param name="Name">The rule that decided, or the model, judge or tool that was asked.</param>
/// <param name="Outcome">Why it was decided so, or what came of it.</param>
/// <param name="ElapsedMs">How long it took; null where it took no time of its own.</param>
/// <param name="Detail">What else is known: of a decision the digest of what the rules looked at, the rules that were
/// asked and the messages' places; of a tool its arguments, its result and, as <c>effect</c>, what it changed of the
/// turn; null for nothing.</param>
internal sealed record TurnStepView(
    string Kind, string? Agent, string Name, string Outcome, double? ElapsedMs, JsonElement? Detail)
{
    /// <summary>What stood before the turn: no step of it, and shown in a recording alone.</summary>
    public const string Start = "start";

    private const string Decision = "decision";

    public static TurnStepView Of(ArchivedDecision step) => new(
        step.Kind ?? Decision, step.Agent, step.Rule, step.Reason, step.ElapsedMs,
        step.Detail is { } detail ? JsonSerializer.Deserialize<JsonElement>(detail) : null);

    /// <summary>The places of the messages that the turn has answered.</summary>
    public static IReadOnlyList<long> MessagesOf(IReadOnlyList<TurnStepView> steps) =>
        steps.FirstOrDefault(step => step.Kind == Decision && step.Detail is not null)?.Detail is { } detail
        && detail.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? [.. messages.EnumerateArray().Select(seq => seq.GetInt64())]
            : [];
}
