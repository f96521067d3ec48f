using System.Globalization;
using System.Text.Json;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>One thing that happened to a session, as the archive is told of it.</summary>
/// <param name="Position">Place in the shard's log.</param>
/// <param name="Session">The session.</param>
/// <param name="FromSeq">First place of the transcript that is new.</param>
/// <param name="ToSeq">Last new place; below <paramref name="FromSeq"/> when only the session's fields changed.</param>
/// <param name="Turn">Number of the turn that was committed, or null when it was no turn.</param>
/// <param name="At">When, by Redis's clock.</param>
public sealed record LogRecord(
    string Position, SessionId Session, long FromSeq, long ToSeq, long? Turn, DateTimeOffset At)
{
    /// <summary>What the turn left of how it came about.</summary>
    public IReadOnlyList<TurnNote> Notes { get; init; } = [];
}

/// <summary>What was read of a shard's log.</summary>
/// <param name="Shard">0 to 255.</param>
/// <param name="Records">Those that can be read.</param>
/// <param name="Position">Where reading goes on, once they are copied; null when there was nothing.</param>
public sealed record LogBatch(int Shard, IReadOnlyList<LogRecord> Records, string? Position);

/// <summary>What the contact thinks of a session.</summary>
/// <param name="Score">1 to 5.</param>
/// <param name="Comment">May be empty.</param>
public sealed record Rating(int Score, string Comment);

/// <summary>A record that could not be copied and was put aside, so that those behind it are.</summary>
/// <param name="Id">To try it again by.</param>
/// <param name="Record">What happened to the session; null when the log's own record could not be read.</param>
/// <param name="Workspace">The session's workspace; empty when even that could not be read.</param>
/// <param name="At">When it was put aside last.</param>
/// <param name="Error">Why, in words; nothing of what people wrote.</param>
public sealed record NotArchived(string Id, LogRecord? Record, string Workspace, DateTimeOffset At, string Error);

/// <summary>The shards' logs of what was committed, for whoever copies it elsewhere.</summary>
public sealed class CommitLog
{
    private readonly RedisDoor _redis;
    private readonly ShardLook _look;
    private readonly TimeProvider _clock;

    internal CommitLog(RedisDoor redis, ShardLook look, TimeProvider clock) =>
        (_redis, _look, _clock) = (redis, look, clock);

    /// <summary>How many shards there are; each has a log of its own.</summary>
    public const int Shards = SessionKeys.Shards;

    /// <summary>How the ids of what was put aside begin.</summary>
    public const string AsidePrefix = "archive.";

    /// <summary>
    /// The shards in whose log there is something, in no particular order. One call, however many there are.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<IReadOnlyList<int>> FindFilledAsync() => _look.FindLoggedAsync();

    /// <summary>Reads on. A record that cannot be read is put aside by this, and not among what is returned.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="after">Position of the last record read, or null to begin.</param>
    /// <param name="count">How many records at the most.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<LogBatch> ReadAsync(int shard, string? after, int count)
    {
        var answer = (RedisResult[])(await _redis.AskAsync(database => database.ExecuteAsync(
            "XRANGE", SessionKeys.Log(shard), after is null ? "-" : "(" + after, "+", "COUNT", count)))!;
        var records = new List<LogRecord>(answer.Length);
        var last = (string?)null;
        foreach (var element in answer)
        {
            last = (string)((RedisResult[])element!)[0]!;
            if (TryRead(element) is { } record)
                records.Add(record);
            else
                await PutAsideAsync(
                    new NotArchived(
                    $"{AsidePrefix}{shard}.{last}", null, "", _clock.GetUtcNow(),
                    "the record of the log cannot be read"));
        }

        return new LogBatch(shard, records, last);
    }

    /// <summary>Drops what was copied.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="upTo">Position of the newest record to drop.</param>
    public Task TrimAsync(int shard, string upTo) =>
        _redis.AskAsync(database => database.ExecuteAsync("XTRIM", SessionKeys.Log(shard), "MINID", Next(upTo)));

    /// <summary>What the contact thought of a session, or null.</summary>
    public async Task<Rating?> ReadRatingAsync(SessionId id)
    {
        var fields = await _redis.AskAsync(
            database => database.HashGetAsync(SessionKeys.Session(id), ["rating", "ratingComment"]));
        return fields[0].IsNull ? null : new Rating((int)fields[0], (string?)fields[1] ?? "");
    }

    /// <summary>Puts a record aside; one that was put aside before gets its new reason.</summary>
    public Task PutAsideAsync(LogRecord record, string workspace, string error) =>
        // A position is unique within its shard, and the session names the shard.
        PutAsideAsync(
            new NotArchived(
            $"{AsidePrefix}{record.Session.Value}.{record.Position}", record, workspace, _clock.GetUtcNow(), error));

    /// <summary>The records that were put aside.</summary>
    public async Task<IReadOnlyList<NotArchived>> ListAsideAsync() =>
        [.. (await _redis.AskAsync(database => database.HashGetAllAsync(SessionKeys.NotArchived)))
            .Select(field => Aside(field.Value))];

    /// <summary>How many records were put aside.</summary>
    public Task<long> CountAsideAsync() =>
        _redis.AskAsync(database => database.HashLengthAsync(SessionKeys.NotArchived));

    /// <summary>One of the records that were put aside, or null.</summary>
    public async Task<NotArchived?> FindAsideAsync(string id)
    {
        var found = await _redis.AskAsync(database => database.HashGetAsync(SessionKeys.NotArchived, id));
        return found.IsNull ? null : Aside(found);
    }

    /// <summary>Forgets one of them: it was copied after all.</summary>
    public Task ForgetAsideAsync(string id) =>
        _redis.AskAsync(database => database.HashDeleteAsync(SessionKeys.NotArchived, id));

    private static NotArchived Aside(RedisValue json) =>
        JsonSerializer.Deserialize<NotArchived>((string)json!, SessionJson.Options)!;

    private Task<bool> PutAsideAsync(NotArchived aside) =>
        _redis.AskAsync(
            database => database.HashSetAsync(
            SessionKeys.NotArchived, aside.Id, JsonSerializer.Serialize(aside, SessionJson.Options)));

    /// <summary>The record, or null when something else stands in its place.</summary>
    private static LogRecord? TryRead(RedisResult element)
    {
        var pair = (RedisResult[])element!;
        var position = (string)pair[0]!;
        var fields = (RedisValue[])pair[1]!;
        return fields.Length >= 8 && SessionId.TryParse(fields[1], out var session)
            && fields[3].TryParse(out long from) && fields[5].TryParse(out long to)
            && (fields[7].IsNullOrEmpty || fields[7].TryParse(out long _))
            ? new LogRecord(
                position, session, from, to, fields[7].IsNullOrEmpty ? null : (long)fields[7],
                DateTimeOffset.FromUnixTimeMilliseconds(
                long.Parse(
                    position.AsSpan(0, position.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture)))
            {
                Notes = fields is [_, _, _, _, _, _, _, _, _, var notes, ..]
                    ? JsonSerializer.Deserialize<TurnNote[]>((string)notes!, SessionJson.Options)!
                    : [],
            }
            : null;
    }

    private static string Next(string position)
    {
        var dash = position.IndexOf('-', StringComparison.Ordinal);
        var number = long.Parse(position.AsSpan(dash + 1), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{position.AsSpan(0, dash)}-{number + 1}");
    }
}
