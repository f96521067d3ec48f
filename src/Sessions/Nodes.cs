using Gateway.Sessions.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Sessions;

/// <summary>Which nodes live, for whoever holds something in Redis in a node's name and would wait long for a dead one's.</summary>
public sealed class Nodes(IConnectionMultiplexer redis, IOptions<SessionOptions> options)
{
    /// <summary>Whether a node was heard of within <see cref="SessionOptions.GoneMs"/>.</summary>
    /// <param name="node">Value of its <see cref="NodeId"/>.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> LivesAsync(string node)
    {
        var database = redis.GetDatabase();
        try
        {
            var within = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);
            var heard = database.SortedSetScoreAsync(SessionKeys.Nodes, node).WaitAsync(within);
            var time = (RedisValue[])(await database.ExecuteAsync("TIME").WaitAsync(within))!;
            var nowMs = ((long)time[0] * 1000) + ((long)time[1] / 1000);
            return await heard is { } at && nowMs - at <= options.Value.GoneMs;
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            throw new SessionStoreUnavailableException(error);
        }
    }
}
