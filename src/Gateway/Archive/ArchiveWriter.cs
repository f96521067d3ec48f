using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Npgsql;
using NpgsqlTypes;
using StackExchange.Redis;

namespace Gateway.Archive;

/// <summary>
/// Writes what the commit log tells into PostgreSQL: one transaction a batch, with the cursors in it. Rows are known by
/// turn id and by (session, seq), so that copying a batch again changes nothing.
/// </summary>
internal sealed partial class ArchiveWriter(
    SessionReader sessions, CommitLog log, ArchiveMetrics metrics, ILogger<ArchiveWriter> logger)
{
    private const int EntriesPerRead = 500;
    private const int SessionsAtOnce = 50;

    /// <summary>How far each shard was copied; shards never copied are not there.</summary>
    public static async Task<Dictionary<int, string>> ReadCursorsAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var cursors = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand("SELECT shard, position FROM archive_cursors", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            cursors[reader.GetInt32(0)] = reader.GetString(1);
        return cursors;
    }

    /// <summary>
    /// Copies what the batches speak of. Should one record be of a kind that PostgreSQL or we cannot digest, each is
    /// copied by itself and that one is put aside.
    /// </summary>
    /// <exception cref="NpgsqlException">PostgreSQL does not answer, or refuses whatever it is given.</exception>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<LogBatch> batches, CancellationToken cancellationToken)
    {
        var records = batches.SelectMany(batch => batch.Records).ToList();
        try
        {
            await WriteAsync(connection, records, batches, cancellationToken);
        }
        catch (Exception error) when (IsOfTheRecord(error))
        {
            foreach (var record in records)
                await CopyOrPutAsideAsync(connection, record, cancellationToken);
            await WriteAsync(connection, [], batches, cancellationToken);
        }
    }

    /// <summary>Copies one record, or puts it aside with the reason why it cannot be.</summary>
    /// <returns>The reason; null when it was copied.</returns>
    public async Task<string?> CopyOrPutAsideAsync(
        NpgsqlConnection connection, LogRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(connection, [record], [], cancellationToken);
            return null;
        }
        catch (Exception error) when (IsOfTheRecord(error))
        {
            var reason = Reason(error);
            await log.PutAsideAsync(record, await WorkspaceOfAsync(record.Session), reason);
            metrics.PutAside();
            Log.PutAside(logger, error, record.Session, record.FromSeq, record.ToSeq);
            return reason;
        }
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<LogRecord> records, IReadOnlyList<LogBatch> batches,
        CancellationToken cancellationToken)
    {
        var changed = new List<ChangedSession>();
        foreach (var group in records.GroupBy(record => record.Session).Chunk(SessionsAtOnce))
        {
            var read = await Task.WhenAll(group.Select(ReadAsync));
            changed.AddRange(read.OfType<ChangedSession>());
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WriteSessionsAsync(connection, changed, cancellationToken);
        await WriteTurnsAsync(connection, records, cancellationToken);
        await WriteDecisionsAsync(connection, records, cancellationToken);
        await WriteEntriesAsync(connection, changed, cancellationToken);
        await WriteCursorsAsync(connection, batches, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Whether the fault lies in what was to be written, and not in a store: then it would be the same each time. Of
    /// PostgreSQL's refusals that holds for data (22), constraints (23) and limits (54).
    /// </summary>
    private static bool IsOfTheRecord(Exception error) => error switch
    {
        OperationCanceledException or SessionStoreUnavailableException or RedisException or TimeoutException => false,
        PostgresException refused => refused.SqlState is ['2', '2' or '3', ..] or ['5', '4', ..],
        DbException or IOException or ObjectDisposedException => false,
        _ => true,
    };

    /// <summary>What went wrong, without a word of what people wrote.</summary>
    private static string Reason(Exception error) => error is PostgresException refused
        ? $"PostgreSQL refused it: {refused.SqlState} {refused.ConstraintName ?? refused.ColumnName}".TrimEnd()
        : $"it cannot be read: {error.GetType().Name}";

    private async Task<string> WorkspaceOfAsync(SessionId session)
    {
        try
        {
            return (await sessions.ReadAsync(session, afterSeq: null, count: 0))?.Session.Workspace ?? "";
        }
        catch (Exception error) when (IsOfTheRecord(error))
        {
            return "";
        }
    }

    /// <summary>Null when the session has left Redis in the meantime: its retention was over.</summary>
    private async Task<ChangedSession?> ReadAsync(IGrouping<SessionId, LogRecord> changes)
    {
        var after = changes.Min(record => record.FromSeq) - 1;
        var last = changes.Max(record => record.ToSeq);
        var entries = new List<Entry>();
        Session? session = null;
        do
        {
            // No further than the records speak of: what comes after may be one that cannot be read.
            if (await sessions.ReadAsync(
                changes.Key, after, (int)Math.Clamp(last - after, 0, EntriesPerRead)) is not { } snapshot)
                return null;
            session = snapshot.Session;
            entries.AddRange(snapshot.Entries);
            if (snapshot.Entries.Count == 0)
                break;
            after = snapshot.Entries[^1].Seq;
        }
        while (after < last);

        return new ChangedSession(session, entries, await log.ReadRatingAsync(changes.Key));
    }

    private static Task WriteSessionsAsync(
        NpgsqlConnection connection, List<ChangedSession> sessions, CancellationToken cancellationToken) =>
        ExecuteAsync(
        connection,
        """
        INSERT INTO archived_sessions (session_id, workspace, channel, address, contact, locale, status, last_seq,
          created_at, updated_at, rating, rating_comment, assignee, labels, priority)
        SELECT id, workspace, channel, address, contact, locale, status, seq, created, updated, rating, comment, assignee,
          ARRAY(SELECT jsonb_array_elements_text(labels::jsonb)), priority
        FROM unnest(@id, @workspace, @channel, @address, @contact, @locale, @status, @seq, @created, @updated, @rating, @comment,
            @assignee, @labels, @priority)
          AS row (id, workspace, channel, address, contact, locale, status, seq, created, updated, rating, comment, assignee, labels, priority)
        ON CONFLICT (session_id) DO UPDATE SET
          assignee = excluded.assignee, labels = excluded.labels, priority = excluded.priority,
          contact = excluded.contact, locale = excluded.locale, status = excluded.status, last_seq = excluded.last_seq,
          updated_at = excluded.updated_at, rating = excluded.rating, rating_comment = excluded.rating_comment
        WHERE archived_sessions.updated_at <= excluded.updated_at
        """,
        [
            Texts("id", sessions.Select(changed => changed.Session.Id.Value)),
            Texts("workspace", sessions.Select(changed => changed.Session.Workspace)),
            Texts("channel", sessions.Select(changed => changed.Session.Channel)),
            Texts("address", sessions.Select(changed => changed.Session.Address)),
            Texts("contact", sessions.Select(changed => changed.Session.Contact)),
            Texts("locale", sessions.Select(changed => changed.Session.Locale)),
            Texts("status", sessions.Select(changed => changed.Session.Status.ToName())),
            Numbers("seq", sessions.Select(changed => changed.Session.LastSeq)),
            Times("created", sessions.Select(changed => changed.Session.CreatedAt)),
            Times("updated", sessions.Select(changed => changed.Session.UpdatedAt)),
            new NpgsqlParameter(
                "rating",
                NpgsqlDbType.Array
                | NpgsqlDbType.Integer) { Value = sessions.Select(changed => changed.Rating?.Score).ToArray() },
            Texts("comment", sessions.Select(changed => changed.Rating?.Comment)),
            Texts("assignee", sessions.Select(changed => changed.Session.Assignee)),
            Texts("labels", sessions.Select(changed => Json(changed.Session.Labels))),
            Texts(
                "priority",
                sessions.Select(
                changed => JsonNamingPolicy.CamelCase.ConvertName(changed.Session.Priority.ToString()))),
        ],
        cancellationToken);

    private static Task WriteTurnsAsync(
        NpgsqlConnection connection, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        var turns = records.Where(record => record.Turn is not null).ToList();
        return ExecuteAsync(
            connection,
            """
            INSERT INTO archived_turns (turn_id, session_id, number, committed_at)
            SELECT * FROM unnest(@turn, @session, @number, @at)
            ON CONFLICT (turn_id) DO NOTHING
            """,
            [
                Texts("turn", turns.Select(record => new TurnId(record.Session, record.Turn!.Value).ToString())),
                Texts("session", turns.Select(record => record.Session.Value)),
                Numbers("number", turns.Select(record => record.Turn!.Value)),
                Times("at", turns.Select(record => record.At)),
            ],
            cancellationToken);
    }

    private static Task WriteDecisionsAsync(
        NpgsqlConnection connection, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        var notes = records.Where(record => record.Turn is not null)
            .SelectMany(
                record => record.Notes.Select((note, number) => (Record: record, Note: note, Number: (long)number)))
                .ToList();
        return notes.Count == 0 ? Task.CompletedTask : ExecuteAsync(
            connection,
            """
            INSERT INTO archived_decisions (turn_id, number, session_id, agent, rule, reason, at, words, locale, about,
              kind, elapsed_ms, detail)
            SELECT turn, number, session, agent, rule, reason, at, words, locale, about, kind, elapsed, detail::jsonb
            FROM unnest(@turn, @number, @session, @agent, @rule, @reason, @at, @words, @locale, @about,
                @kind, @elapsed, @detail)
              AS row (turn, number, session, agent, rule, reason, at, words, locale, about, kind, elapsed, detail)
            ON CONFLICT (turn_id, number) DO NOTHING
            """,
            [
                Texts("turn", notes.Select(row => new TurnId(row.Record.Session, row.Record.Turn!.Value).ToString())),
                Numbers("number", notes.Select(row => row.Number)),
                Texts("session", notes.Select(row => row.Record.Session.Value)),
                Texts("agent", notes.Select(row => row.Note.Agent)),
                Texts("rule", notes.Select(row => row.Note.Rule)),
                Texts("reason", notes.Select(row => row.Note.Reason)),
                Times("at", notes.Select(row => row.Note.At)),
                Texts("words", notes.Select(row => row.Note.Words?.Text)),
                Texts("locale", notes.Select(row => row.Note.Words?.Locale)),
                Texts("about", notes.Select(row => row.Note.Words?.About)),
                Texts("kind", notes.Select(row => row.Note.Kind?.ToString().ToLowerInvariant())),
                new NpgsqlParameter("elapsed", NpgsqlDbType.Array | NpgsqlDbType.Double)
                {
                    Value = notes.Select(row => row.Note.ElapsedMs).ToArray(),
                },
                Texts("detail", notes.Select(row => row.Note.Detail is { } detail ? WithoutNul(detail) : null)),
            ],
            cancellationToken);
    }

    private static async Task WriteEntriesAsync(
        NpgsqlConnection connection, List<ChangedSession> sessions, CancellationToken cancellationToken)
    {
        var rows = sessions.SelectMany(
            changed => changed.Entries, (changed, entry) => (Session: changed.Session.Id, Entry: entry)).ToList();
        await ExecuteAsync(
            connection,
            """
            INSERT INTO archived_entries
              (session_id, seq, role, author, text, parts, content, heard, turn_id, external_id, at)
            SELECT session_id, seq, role, author, text, parts::jsonb, content::jsonb, heard, turn_id, external_id, at
            FROM unnest(@session, @seq, @role, @author, @text, @parts, @content, @heard, @turn, @external, @at)
              AS row (session_id, seq, role, author, text, parts, content, heard, turn_id, external_id, at)
            ON CONFLICT (session_id, seq) DO NOTHING
            """,
            [
                Texts("session", rows.Select(row => row.Session.Value)),
                Numbers("seq", rows.Select(row => row.Entry.Seq)),
                Texts("role", rows.Select(row => JsonNamingPolicy.CamelCase.ConvertName(row.Entry.Role.ToString()))),
                Texts("author", rows.Select(row => row.Entry.Author)),
                Texts("text", rows.Select(row => row.Entry.Text)),
                Texts("parts", rows.Select(row => Json(row.Entry.Parts))),
                Texts("content", rows.Select(row => row.Entry.Content is { } content ? Json(content) : null)),
                Texts("heard", rows.Select(row => row.Entry.Heard)),
                Texts("turn", rows.Select(row => row.Entry.TurnId)),
                Texts("external", rows.Select(row => row.Entry.ExternalId)),
                Times("at", rows.Select(row => row.Entry.At)),
            ],
            cancellationToken);
        var cuts = rows.Where(row => row.Entry.CutShort is not null).ToList();
        if (cuts.Count == 0)
            return;
        // The entry that was cut short may have been copied long before.
        await ExecuteAsync(
            connection,
            """
            UPDATE archived_entries SET heard = cut.heard
            FROM unnest(@session, @seq, @heard) AS cut (session_id, seq, heard)
            WHERE archived_entries.session_id = cut.session_id AND archived_entries.seq = cut.seq
            """,
            [
                Texts("session", cuts.Select(row => row.Session.Value)),
                Numbers("seq", cuts.Select(row => row.Entry.CutShort!.Seq)),
                Texts("heard", cuts.Select(row => row.Entry.CutShort!.Heard)),
            ],
            cancellationToken);
    }

    private static Task WriteCursorsAsync(
        NpgsqlConnection connection, IReadOnlyList<LogBatch> batches, CancellationToken cancellationToken) =>
        ExecuteAsync(
        connection,
        """
        INSERT INTO archive_cursors (shard, position) SELECT * FROM unnest(@shard, @position)
        ON CONFLICT (shard) DO UPDATE SET position = excluded.position
        """,
        [
            new NpgsqlParameter(
                "shard",
                NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = batches.Select(batch => batch.Shard).ToArray() },
            Texts("position", batches.Select(batch => batch.Position)),
        ],
        cancellationToken);

    /// <summary>
    /// PostgreSQL holds every character but NUL. None enters any more; what entered once may still hold one.
    /// </summary>
    private static string? Storable(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    private static string Json<T>(T value) => WithoutNul(JsonSerializer.Serialize(value, SessionJson.Options));

    /// <summary>As JSON NUL is written <c>\u0000</c>.</summary>
    private static string WithoutNul(string json) => EscapedNul().Replace(json, "${kept}");

    private static NpgsqlParameter Texts(string name, IEnumerable<string?> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values.Select(Storable).ToArray() };

    private static NpgsqlParameter Numbers(string name, IEnumerable<long> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = values.ToArray() };

    private static NpgsqlParameter Times(string name, IEnumerable<DateTimeOffset> values) =>
        new(
            name,
            NpgsqlDbType.Array
            | NpgsqlDbType.TimestampTz)
        { Value = values.Select(value => value.ToUniversalTime()).ToArray() };

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // An even number of backslashes before it stands for itself; only what is left is an escape.
    [GeneratedRegex(@"(?<!\\)(?<kept>(?:\\\\)*)\\u0000", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex EscapedNul();

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Session {Session}, places {From} to {To}: cannot be archived and was put aside")]
        public static partial void PutAside(ILogger logger, Exception error, SessionId session, long from, long to);
    }

    private sealed record ChangedSession(Session Session, List<Entry> Entries, Rating? Rating);
}
