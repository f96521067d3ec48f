using Gateway.Sessions.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Which nodes live, for whoever holds something in Redis in a node's name and would wait long for a dead one's.
/// </summary>
public sealed class Nodes(RedisDoor redis, IOptions<SessionOptions> options)
{
    /// <summary>Whether a node was heard of within <see cref="SessionOptions.GoneMs"/>.</summary>
    /// <param name="node">Value of its <see cref="NodeId"/>.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> LivesAsync(string node)
    {
        var heard = redis.AskAsync(database => database.SortedSetScoreAsync(SessionKeys.Nodes, node));
        var time = (RedisValue[])(await redis.AskAsync(database => database.ExecuteAsync("TIME")))!;
        var nowMs = ((long)time[0] * 1000) + ((long)time[1] / 1000);
        return await heard is { } at && nowMs - at <= options.Value.GoneMs;
    }
}
