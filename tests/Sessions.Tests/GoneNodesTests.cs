using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>What a node leaves behind that ends without a word, or seems to.</summary>
public sealed class GoneNodesTests : OwnRedis
{
    [Fact]
    public async Task What_a_dead_node_ran_is_taken_up_long_before_its_lease_runs_out()
    {
        var (victim, started) = await StartVictimAsync();
        await using (victim)
        {
            await using var other = await Node.StartAsync(Redis, Handler.Echo, LongLease);
            var session = (await victim.Engine.AcceptAsync(Any.Message("hello"))).Session;
            await started(1);

            victim.Die();

            (await Any.SettledAsync(other, session, 2)).Entries[1].Text.ShouldBe("re: hello");
        }
    }

    [Fact]
    public async Task A_node_that_starts_takes_up_what_the_last_one_left()
    {
        var (victim, started) = await StartVictimAsync();
        await using (victim)
        {
            var session = (await victim.Engine.AcceptAsync(Any.Message("hello"))).Session;
            await started(1);
            victim.Die();

            await using var next = await Node.StartAsync(Redis, Handler.Echo, LongLease);

            (await Any.SettledAsync(next, session, 2)).Entries[1].Text.ShouldBe("re: hello");
        }
    }

    [Fact]
    public async Task The_death_of_nodes_parks_no_one_who_only_happened_to_run_on_them()
    {
        var sessions = Array.Empty<SessionId>();
        for (var death = 1; death <= 4; death++)
        {
            var (victim, started) = await StartVictimAsync();
            if (death == 1)
                sessions = [.. await Task.WhenAll(
                    Enumerable.Range(0, 3)
                    .Select(async i => (await victim.Engine.AcceptAsync(Any.Message($"m{i}"))).Session))];
            await started(3);
            victim.Die();
            await victim.DisposeAsync();
        }

        await using var last = await Node.StartAsync(Redis, Handler.Echo, LongLease);
        foreach (var session in sessions)
            (await Any.SettledAsync(last, session, 2)).Entries[1].Text.ShouldStartWith("re: m");
    }

    [Fact]
    public async Task A_turn_that_ran_alone_each_time_its_node_died_is_given_up()
    {
        SessionId session = default;
        for (var death = 1; death <= 3; death++)
        {
            var (victim, started) = await StartVictimAsync();
            if (death == 1)
                session = (await victim.Engine.AcceptAsync(Any.Message("poison"))).Session;
            await started(1);
            victim.Die();
            await victim.DisposeAsync();
        }

        await using var last = await Node.StartAsync(Redis, Handler.Echo, LongLease);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await last.Engine.ListParkedAsync()).All(parked => parked.Turn.Session != session))
            await Task.Delay(20, deadline.Token);
    }

    [Fact]
    public async Task A_node_that_was_only_silent_loses_no_turn_that_nobody_else_has_taken_up()
    {
        TaskCompletionSource ends = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await Node.StartAsync(Redis, new Handler(async (turn, reply, stop) =>
        {
            begun.TrySetResult();
            await ends.Task;
            return await Handler.Echo.RunAsync(turn, reply, stop);
        }), options => (options.LeaseMs, options.GoneMs, options.SweepMs) = (300_000, 60_000, 60_000));
        var session = (await node.Engine.AcceptAsync(Any.Message("hello"))).Session;
        await begun.Task;

        (await node.Store.AbandonAsync(
            session.Shard, node.Id.Value, TimeSpan.FromMinutes(10), blames: false)).Turns.ShouldBe([session]);
        ends.SetResult();

        (await Any.SettledAsync(node, session, 2)).Entries[1].Text.ShouldBe("re: hello");
    }

    [Fact]
    public async Task A_lease_whose_grant_no_one_heard_of_is_handed_back()
    {
        await using var proxy = RedisProxy.Start(Redis);
        await using var node = await Node.StartAsync(proxy, Handler.Echo, Rarely);
        await using var reader = await Node.StartAsync(Redis, Handler.Echo, Rarely);
        await Any.SettledAsync(node, (await node.Engine.AcceptAsync(Any.Message("warm up"))).Session, 2);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");

        var broken = proxy.BreakAt("accept", ProxyPoint.BeforeAnswer);
        await Should.ThrowAsync<SessionStoreUnavailableException>(
            () => node.Engine.AcceptAsync(Any.Message("hello") with { Session = session }));
        await broken;

        (await Any.SettledAsync(reader, session, 2)).Entries[1].Text.ShouldBe("re: hello");
    }

    [Fact]
    public async Task A_delivery_lease_whose_grant_no_one_heard_of_is_handed_back()
    {
        await using var proxy = RedisProxy.Start(Redis);
        await using var node = await Node.StartAsync(proxy, Handler.Echo, LongLease);
        await using var reader = await Node.StartAsync(Redis, Handler.Echo, Rarely);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Sms, Any.Address(), contact: null, "fr");
        await node.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, "hello"));
        await node.Outbox.ClaimAsync((session.Shard + 1) % 256, TimeSpan.FromMinutes(1), 1);

        var broken = proxy.BreakAt("outbox_claim", ProxyPoint.BeforeAnswer);
        await Should.ThrowAsync<SessionStoreUnavailableException>(
            () => node.Outbox.ClaimAsync(session.Shard, TimeSpan.FromMinutes(4), 1));
        await broken;

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await reader.Outbox.FindDueAsync()).Contains(session.Shard))
            await Task.Delay(20, deadline.Token);
    }

    [Fact]
    public async Task When_Redis_was_away_no_node_counts_as_gone()
    {
        var connection = await Redis.ConnectAsync();
        var options = Options.Create(new SessionOptions());
        var door = new RedisDoor(connection, options);
        var store = new SessionStore(
            door, TestNames.Of(door), NodeId.New(), new KnownSessions(), TestChannels.All, options,
            NullLogger<SessionStore>.Instance);
        var redis = connection.GetDatabase();
        await SetAsync(redis, ("one", -30_000), ("two", -31_000));

        (await store.BeatAsync(TimeSpan.FromSeconds(3), isFirst: false)).ShouldBeEmpty();
        (await store.BeatAsync(TimeSpan.FromSeconds(3), isFirst: false)).ShouldBeEmpty();

        // One alone that is silent is gone, and told of once.
        await SetAsync(redis, ("one", -30_000));
        (await store.BeatAsync(TimeSpan.FromSeconds(3), isFirst: false)).ShouldBe(["one"]);
        (await store.BeatAsync(TimeSpan.FromSeconds(3), isFirst: false)).ShouldBeEmpty();
        await connection.CloseAsync();
    }

    private static async Task SetAsync(IDatabase redis, params (string Node, int AgoMs)[] nodes)
    {
        var time = (string[])(await redis.ExecuteAsync("TIME"))!;
        var now = (long.Parse(time[0], System.Globalization.CultureInfo.InvariantCulture) * 1000) +
            (long.Parse(time[1], System.Globalization.CultureInfo.InvariantCulture) / 1000);
        if (nodes.Length > 1)
            await redis.KeyDeleteAsync(SessionKeys.Nodes);
        foreach (var (name, ago) in nodes)
            await redis.SortedSetAddAsync(SessionKeys.Nodes, name, now + ago);
    }

    /// <summary>A node that begins turns and never ends one; what is returned waits until so many have begun.</summary>
    private async Task<(Node Node, Func<int, Task> Started)> StartVictimAsync()
    {
        var begun = new SemaphoreSlim(0);
        var node = await Node.StartAsync(Redis, new Handler(async (_, _, stop) =>
        {
            begun.Release();
            await Task.Delay(Timeout.Infinite, stop);
            return new TurnResult();
        }), LongLease);
        return (node, BegunAsync);

        async Task BegunAsync(int count)
        {
            for (var i = 0; i < count; i++)
                (await begun.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        }
    }

    /// <summary>Takes nothing up that it is not told of.</summary>
    private static void Rarely(SessionOptions options)
    {
        LongLease(options);
        options.SweepMs = 60_000;
    }

    private static void LongLease(SessionOptions options) =>
        (options.LeaseMs, options.GoneMs, options.MaxAttempts) = (300_000, 600, 3);
}
