using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>
/// That what is due is found in one call of each server that has any of it, on one server and on a cluster.
/// </summary>
public sealed class ShardLookTests
{
    private static readonly int[] Some = [0, 1, 17, 100, 200, 255];

    private static readonly double Past = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds();
    private static readonly double Future = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();

    [Fact]
    public async Task One_server_is_asked_once()
    {
        await using var server = await RedisServer.StartAsync(appendFsync: "no");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);

        (await LookEverywhereAsync(redis)).ShouldBe([[], [], []]);
        await FillAsync(redis.GetDatabase());
        await server.ForgetCallsAsync();
        var found = await LookEverywhereAsync(redis);

        found.ShouldBe(Expected);
        (await server.CallsAsync())["evalsha"].ShouldBe(3);
    }

    [Fact]
    public async Task Each_master_of_a_cluster_is_asked_once_for_what_it_serves()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(cluster.ConnectionString);

        (await LookEverywhereAsync(redis)).ShouldBe([[], [], []]);
        await FillAsync(redis.GetDatabase());
        foreach (var server in redis.GetServers())
            await server.ConfigResetStatisticsAsync();
        var found = await LookEverywhereAsync(redis);

        found.ShouldBe(Expected);
        foreach (var server in redis.GetServers())
        {
            var stats = (await server.InfoAsync("commandstats")).SelectMany(part => part).ToDictionary();
            stats["cmdstat_evalsha"].ShouldStartWith("calls=3,");
        }
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_left_to_the_claim()
    {
        await using var server = await RedisServer.StartAsync(appendFsync: "no");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await redis.GetDatabase().StringSetAsync(SessionKeys.OutboxReady(5), "not a sorted set");

        (await LookEverywhereAsync(redis))[1].ShouldBe([5]);
    }

    private static int[][] Expected => [[.. Some.Append(254).Order()], Some, Some];

    private static async Task FillAsync(IDatabase redis)
    {
        foreach (var shard in Some)
        {
            await redis.SortedSetAddAsync(SessionKeys.Ready(shard), "due", Past);
            await redis.SortedSetAddAsync(SessionKeys.OutboxReady(shard), "due", Past);
            await redis.StreamAddAsync(SessionKeys.Log(shard), "session", "some");
        }

        foreach (var shard in (int[])[3, 50, 250])
        {
            await redis.SortedSetAddAsync(SessionKeys.Ready(shard), "later", Future);
            await redis.SortedSetAddAsync(SessionKeys.Parked(shard), "by hand alone", double.PositiveInfinity);
            await redis.SortedSetAddAsync(SessionKeys.OutboxReady(shard), "later", Future);
            // What was archived and trimmed leaves an empty stream.
            await redis.StreamAddAsync(SessionKeys.Log(shard), "session", "some");
            await redis.StreamTrimAsync(SessionKeys.Log(shard), 0);
        }

        await redis.SortedSetAddAsync(SessionKeys.Parked(254), "to be tried again", Past);
    }

    private static async Task<int[][]> LookEverywhereAsync(IConnectionMultiplexer redis)
    {
        var look = new ShardLook(
            new RedisDoor(redis, Options.Create(new SessionOptions())), NullLogger<ShardLook>.Instance);
        return
        [
            [.. (await look.FindTurnsAsync()).OrderBy(shard => shard)],
            [.. (await look.FindDeliveriesAsync()).OrderBy(shard => shard)],
            [.. (await look.FindLoggedAsync()).OrderBy(shard => shard)],
        ];
    }
}
