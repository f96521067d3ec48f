using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>Which nodes live, and what those hold that do not.</summary>
internal sealed partial class SessionStore
{
    private static readonly LuaScript Beat = LuaScript.Load("beat");
    private static readonly LuaScript HeldScript = LuaScript.Load("held");
    private static readonly LuaScript Abandon = LuaScript.Load("abandon");

    /// <summary>Says that this node lives.</summary>
    /// <param name="patience">How long a node may be silent before it counts as gone.</param>
    /// <param name="isFirst">Whether it is this node's first word.</param>
    /// <returns>Nodes that are gone. Each is this node's to look after; it is told of again, to any node, until it is
    /// forgotten.</returns>
    public async Task<IReadOnlyList<string>> BeatAsync(TimeSpan patience, bool isFirst) =>
        (string[])(await redis.RunAsync(
        Beat, [SessionKeys.Nodes], [node.Value, (long)patience.TotalMilliseconds, isFirst ? 0 : 1]))!;

    /// <summary>Everything that a node held which is gone has been taken up.</summary>
    public async Task ForgetNodeAsync(string gone)
    {
        await redis.AskAsync(database => database.SortedSetRemoveAsync(SessionKeys.Nodes, gone));
        // Not before: among the living and not in this set it would be taken for one of an earlier version.
        await redis.AskAsync(database => database.SetRemoveAsync(SessionKeys.NamingNodes, gone));
    }

    /// <summary>The leases that a node holds in a shard.</summary>
    public async Task<Held> FindHeldAsync(int shard, string byNode, TimeSpan longestLease)
    {
        var result = (RedisResult[])(await redis.RunAsync(HeldScript,
            [SessionKeys.Ready(shard), SessionKeys.OutboxReady(shard)],
            [SessionKeys.Tag(shard), byNode, (long)longestLease.TotalMilliseconds]))!;
        return new Held(Read(result[0]), Read(result[1]));

        static HeldLease[] Read(RedisResult found) => Array.ConvertAll((RedisResult[])found!, element =>
        {
            var values = (RedisValue[])element!;
            return new HeldLease(SessionId.Parse(values[0]!), Number(values[1]));
        });
    }

    /// <summary>Ends what a node that is gone still holds in a shard.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="gone">The node.</param>
    /// <param name="longestLease">No lease of any kind is longer.</param>
    /// <param name="blames">Whether its end counts against the turns that it ran.</param>
    /// <returns>The sessions whose turns it ran, and how many deliveries it had taken up.</returns>
    public async Task<(IReadOnlyList<SessionId> Turns, int Deliveries)> AbandonAsync(
        int shard, string gone, TimeSpan longestLease, bool blames)
    {
        var result = (RedisResult[])(await redis.RunAsync(Abandon,
            [SessionKeys.Ready(shard), SessionKeys.OutboxReady(shard)],
            [SessionKeys.Tag(shard), gone, (long)longestLease.TotalMilliseconds, blames ? "blame" : "forgive"]))!;
        return (Array.ConvertAll((string[])result[0]!, SessionId.Parse), (int)result[1]);
    }

    /// <summary>What a node holds.</summary>
    internal sealed record Held(IReadOnlyList<HeldLease> Turns, IReadOnlyList<HeldLease> Deliveries);
}
