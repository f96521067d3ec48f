using System.Globalization;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Sessions;

/// <summary>One thing that happened to a session, as the archive is told of it.</summary>
/// <param name="Position">Place in the shard's log.</param>
/// <param name="Session">The session.</param>
/// <param name="FromSeq">First place of the transcript that is new.</param>
/// <param name="ToSeq">Last new place; below <paramref name="FromSeq"/> when only the session's fields changed.</param>
/// <param name="Turn">Number of the turn that was committed, or null when it was no turn.</param>
/// <param name="At">When, by Redis's clock.</param>
public sealed record LogRecord(string Position, SessionId Session, long FromSeq, long ToSeq, long? Turn, DateTimeOffset At);

/// <summary>What the contact thinks of a session.</summary>
/// <param name="Score">1 to 5.</param>
/// <param name="Comment">May be empty.</param>
public sealed record Rating(int Score, string Comment);

/// <summary>The shards' logs of what was committed, for whoever copies it elsewhere.</summary>
public sealed class CommitLog(IConnectionMultiplexer redis, IOptions<SessionOptions> options)
{
    /// <summary>How many shards there are; each has a log of its own.</summary>
    public const int Shards = SessionKeys.Shards;

    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);

    /// <summary>Reads on.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="after">Position of the last record read, or null to begin.</param>
    /// <param name="count">How many records at the most.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<IReadOnlyList<LogRecord>> ReadAsync(int shard, string? after, int count)
    {
        var answer = await AskAsync(redis.GetDatabase().ExecuteAsync(
            "XRANGE", SessionKeys.Log(shard), after is null ? "-" : "(" + after, "+", "COUNT", count));
        return Array.ConvertAll((RedisResult[])answer!, Read);
    }

    /// <summary>Drops what was copied.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="upTo">Position of the newest record to drop.</param>
    public Task TrimAsync(int shard, string upTo) => AskAsync(redis.GetDatabase().ExecuteAsync("XTRIM", SessionKeys.Log(shard), "MINID", Next(upTo)));

    /// <summary>What the contact thought of a session, or null.</summary>
    public async Task<Rating?> ReadRatingAsync(SessionId id)
    {
        var fields = await AskAsync(redis.GetDatabase().HashGetAsync(SessionKeys.Session(id), ["rating", "ratingComment"]));
        return fields[0].IsNull ? null : new Rating((int)fields[0], (string?)fields[1] ?? "");
    }

    private static LogRecord Read(RedisResult element)
    {
        var pair = (RedisResult[])element!;
        var position = (string)pair[0]!;
        var fields = (RedisValue[])pair[1]!;
        return new LogRecord(
            position, SessionId.Parse(fields[1]!), (long)fields[3], (long)fields[5], fields[7].IsNullOrEmpty ? null : (long)fields[7],
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(position.AsSpan(0, position.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture)));
    }

    private static string Next(string position)
    {
        var dash = position.IndexOf('-', StringComparison.Ordinal);
        var number = long.Parse(position.AsSpan(dash + 1), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{position.AsSpan(0, dash)}-{number + 1}");
    }

    private async Task<T> AskAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked.WaitAsync(_timeout);
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            throw new SessionStoreUnavailableException(error);
        }
    }
}
