using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// Learns which shards there is something to do in, by one call of each server that serves any: of one where Redis is
/// one server, of one for each master of a cluster.
/// </summary>
internal sealed partial class ShardLook(RedisDoor door, ILogger<ShardLook> logger)
{
    private static readonly LuaScript Due = LuaScript.Load("due");
    private static readonly LuaScript Logged = LuaScript.Load("logged");

    private static readonly int[] All = [.. Enumerable.Range(0, SessionKeys.Shards)];
    private static readonly Dictionary<string, int> ByTag = All.ToDictionary(SessionKeys.Tag, StringComparer.Ordinal);

    /// <summary>The shards in which a session is due: for a turn, or to be tried again after it was given up.</summary>
    public Task<IReadOnlyList<int>> FindTurnsAsync() =>
        FindAsync(Due, [2, SessionKeys.ReadyName, SessionKeys.ParkedName]);

    /// <summary>The shards in which a delivery is due.</summary>
    public Task<IReadOnlyList<int>> FindDeliveriesAsync() => FindAsync(Due, [1, SessionKeys.OutboxReadyName]);

    /// <summary>The shards whose log holds something.</summary>
    public Task<IReadOnlyList<int>> FindLoggedAsync() => FindAsync(Logged, []);

    /// <summary>
    /// In no particular order, so that no shard is always the last. Of servers that do not answer there is nothing,
    /// unless none does.
    /// </summary>
    private async Task<IReadOnlyList<int>> FindAsync(LuaScript look, RedisValue[] about)
    {
        var looks = ByServer().Select(shards => door.RunAsync(
            look, [SessionKeys.Ready(shards[0])],
            [.. about, .. shards.Select(shard => (RedisValue)SessionKeys.Tag(shard))])).ToList();
        await ((Task)Task.WhenAll(looks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var found = new List<int>();
        var silent = 0;
        foreach (var asked in looks)
        {
            try
            {
                found.AddRange(((string[])(await asked)!).Select(tag => ByTag[tag]));
            }
            catch (SessionStoreUnavailableException error) when (++silent < looks.Count)
            {
                Log.ServerSilent(logger, error);
            }
        }

        var shards = found.ToArray();
        Random.Shared.Shuffle(shards);
        return shards;
    }

    /// <summary>
    /// The shards by the server that serves them, as far as is known; what has moved since is found all the same, at
    /// the price of an empty claim.
    /// </summary>
    private int[][] ByServer()
    {
        var cluster = door.Connection.GetServers().Where(server => server.ServerType == ServerType.Cluster)
            .Select(server => server.ClusterConfiguration).FirstOrDefault(known => known is not null);
        return cluster is null
            ? [All]
            : [.. All.GroupBy(shard => cluster.GetBySlot(SessionKeys.Ready(shard))?.EndPoint)
                .Select(served => served.ToArray())];
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "One of Redis's servers does not answer; what is due in its shards waits")]
        public static partial void ServerSilent(ILogger logger, Exception error);
    }
}
