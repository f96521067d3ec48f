using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Brain.Replays;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Replays;

/// <summary>
/// Reads a conversation out of the archive, which is a moment behind, and keeps it when Redis has let the session go.
/// </summary>
internal static class RecordingReader
{
    /// <summary>The recording of a session; null for one that the archive does not have.</summary>
    /// <param name="records">Where the archive is.</param>
    /// <param name="session">The session.</param>
    /// <param name="maySee">Whether the caller may know of a workspace: what they may not, is not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Recording?> FindAsync(
        IDbContextFactory<RecordsDbContext> records, SessionId session, Func<string, bool> maySee,
        CancellationToken cancellationToken)
    {
        var id = session.Value;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.ArchivedSessions.AsNoTracking().SingleOrDefaultAsync(one => one.SessionId == id, cancellationToken)
            is not { } known || !maySee(known.Workspace))
            return null;
        var turns = await db.ArchivedTurns.AsNoTracking().Where(turn => turn.SessionId == id)
            .OrderByDescending(turn => turn.Number).Take(Recording.MostTurns).ToListAsync(cancellationToken);
        var ids = turns.ConvertAll(turn => turn.TurnId);
        var steps = (await db.ArchivedDecisions.AsNoTracking().Where(step => ids.Contains(step.TurnId))
            .ToListAsync(cancellationToken)).ToLookup(step => step.TurnId);
        var entries = await db.ArchivedEntries.AsNoTracking().Where(entry => entry.SessionId == id)
            .OrderByDescending(entry => entry.Seq).Take(Recording.MostEntries).ToListAsync(cancellationToken);
        return new Recording
        {
            Format = Recording.CurrentFormat,
            Session = session,
            Workspace = known.Workspace,
            Channel = known.Channel,
            Entries = [.. entries.OrderBy(entry => entry.Seq).Select(EntryOf)],
            Turns = [.. turns.OrderBy(turn => turn.Number).Select(turn => new RecordedTurn(
                turn.Number, turn.CommittedAt,
                [.. steps[turn.TurnId].OrderBy(step => step.Number).Select(StepOf)]))],
        };
    }

    private static RecordedStep StepOf(ArchivedDecision step) => new(
        step.Kind, step.Agent, step.Rule, step.Reason, step.ElapsedMs,
        step.Detail is { } detail ? JsonSerializer.Deserialize<JsonElement>(detail) : null);

    // Under which name or number they wrote is nothing that a turn goes by.
    private static Entry EntryOf(ArchivedEntry entry) => new()
    {
        Seq = entry.Seq,
        Role = Enum.Parse<EntryRole>(entry.Role, ignoreCase: true),
        Author = entry.Author,
        Text = entry.Text,
        Parts = JsonSerializer.Deserialize<IReadOnlyList<Part>>(entry.Parts, Recording.Json) ?? [],
        Content = entry.Content is { } content
            && JsonSerializer.Deserialize<MessageContent>(content, Recording.Json) is { } sent
            ? sent with { Sender = null }
            : null,
        Heard = entry.Heard,
        TurnId = entry.TurnId,
        At = entry.At,
    };
}
