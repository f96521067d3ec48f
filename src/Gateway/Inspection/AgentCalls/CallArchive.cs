using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Records;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Inspection.AgentCalls;

/// <summary>
/// Keeps the calls that agents of ElevenLabs have had among the archived sessions, as if they had been ours: closed, on
/// the channel <c>voice</c>, labelled <see cref="Label"/>. A call's session id follows from its own, so that one that
/// is told twice is kept once.
/// </summary>
internal sealed class CallArchive(IDbContextFactory<RecordsDbContext> records, TimeProvider clock)
{
    /// <summary>What their sessions are sorted by.</summary>
    public const string Label = "elevenlabs";

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeLength = 10;
    private const int ShardLength = 2;

    /// <summary>Keeps a call.</summary>
    /// <returns>False when it was kept before.</returns>
    public async Task<bool> KeepAsync(Workspace workspace, CallReport call, CancellationToken cancellationToken)
    {
        var id = SessionOf(call);
        var begun = call.StartedAt ?? clock.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await IsKeptAsync(db, call, cancellationToken))
            return false;
        db.ArchivedSessions.Add(new ArchivedSession
        {
            SessionId = id.Value,
            Workspace = workspace.Id,
            Channel = ChannelKind.Voice,
            Address = call.Caller is { } caller && E164.FromProvider(caller) is { } number ? number : "anonymous",
            Locale = workspace.Locale,
            Status = SessionStatus.Closed.ToName(),
            LastSeq = call.Lines.Count,
            CreatedAt = begun,
            UpdatedAt = begun.AddSeconds(call.Lines.Count > 0 ? call.Lines[^1].Seconds : 0),
            Labels = [Label],
        });
        var turn = 0;
        foreach (var (index, line) in call.Lines.Index())
        {
            var at = begun.AddSeconds(line.Seconds);
            var turnId = line.IsAgent ? new TurnId(id, ++turn).ToString() : null;
            if (turnId is not null)
            {
                db.ArchivedTurns.Add(new ArchivedTurn
                {
                    TurnId = turnId,
                    SessionId = id.Value,
                    Number = turn,
                    CommittedAt = at,
                });
            }

            db.ArchivedEntries.Add(new ArchivedEntry
            {
                SessionId = id.Value,
                Seq = index + 1,
                Role = line.IsAgent ? "agent" : "contact",
                Text = line.Words,
                Parts = "[]",
                TurnId = turnId,
                ExternalId = call.ConversationId,
                At = at,
            });
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation,
        })
        {
            // Told twice at the same time.
            return false;
        }
    }

    /// <summary>The newest calls of a centre, the newest first.</summary>
    public async Task<IReadOnlyList<CallView>> ListAsync(
        string workspace, int most, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var sessions = await db.ArchivedSessions.AsNoTracking()
            .Where(one => one.Workspace == workspace && one.Channel == ChannelKind.Voice && one.Labels.Contains(Label))
            .OrderByDescending(one => one.SessionId).Take(most).ToListAsync(cancellationToken);
        var ids = sessions.ConvertAll(one => one.SessionId);
        var entries = await db.ArchivedEntries.AsNoTracking().Where(one => ids.Contains(one.SessionId))
            .OrderBy(one => one.Seq).ToListAsync(cancellationToken);
        var bySession = entries.ToLookup(one => one.SessionId);
        return
        [
            .. sessions.Select(one => new CallView(
                one.SessionId, one.Address, one.CreatedAt, one.UpdatedAt,
                [.. bySession[one.SessionId].Select(entry => new CallEntryView(entry.Role, entry.Text, entry.At))])),
        ];
    }

    /// <summary>The session that a call is kept as.</summary>
    public static SessionId SessionOf(CallReport call)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(call.ConversationId));
        var text = new StringBuilder(SessionId.Length);
        // One whose beginning is not told stands at the beginning of time: told again, it must be the same.
        var time = (call.StartedAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds();
        for (var i = TimeLength - 1; i >= 0; i--)
            text.Append(Alphabet[(int)((time >> (5 * i)) & 31)]);
        text.Append(Convert.ToHexStringLower(hash.AsSpan(0, ShardLength / 2)));
        for (var i = 1; text.Length < SessionId.Length; i++)
            text.Append(Alphabet[hash[i] & 31]);
        return SessionId.Parse(text.ToString());
    }

    private static Task<bool> IsKeptAsync(
        RecordsDbContext db, CallReport call, CancellationToken cancellationToken)
    {
        var id = SessionOf(call).Value;
        return db.ArchivedSessions.AnyAsync(one => one.SessionId == id, cancellationToken);
    }
}
