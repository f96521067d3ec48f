using System.Globalization;
using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>What a turn costs Redis, by Redis's own count.</summary>
public sealed class CostTests : OwnRedis
{
    private const int Turns = 20;
    private const int Deltas = 20;
    private const int Shards = SessionKeys.Shards;

    private static readonly Handler Streaming = new((_, reply, _) =>
    {
        for (var i = 0; i < Deltas; i++)
            reply.Write("mot ");
        return Task.FromResult(Handler.Says("réponse"));
    });

    [Fact]
    public async Task A_turn_is_two_round_trips_and_a_watcher_on_its_node_costs_none()
    {
        await using var node = await StartIdleAsync();
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;
        await TurnAsync(node, session, watcher, 1);

        await ForgetAsync();
        for (var turn = 2; turn <= Turns + 1; turn++)
            await TurnAsync(node, session, watcher, turn);
        var calls = await CallsAsync();

        calls["evalsha"].ShouldBe(2 * Turns);
        // Each of the two tells those who follow the workspace, and no other node.
        calls["publish"].ShouldBe(2 * Turns);
        calls.ShouldNotContainKey("eval");
        var said = watcher.Events.OfType<DeltaEvent>().ToLookup(live => live.Delta.TurnId, live => live.Delta.Text);
        said.Count.ShouldBe(Turns + 1);
        said.ShouldAllBe(turn => string.Concat(turn).Length == said.Max(other => string.Concat(other).Length));
    }

    [Fact]
    public async Task An_idle_node_looks_for_what_is_due_in_one_call()
    {
        await using var node = await StartIdleAsync();

        var calls = await CallsAsync();

        // One more says that the node lives.
        calls["evalsha"].ShouldBe(2);
        calls["exists"].ShouldBe(1);
        calls.Keys.ShouldNotContain("zrange");
    }

    [Fact]
    public async Task A_hundred_thousand_wakes_that_wait_cost_one_command_of_each_shard_a_look()
    {
        await using var node = await Node.StartAsync(
            Redis, Streaming, options => (options.SweepMs, options.GoneMs) = (20, 60_000));
        var later = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds();
        for (var shard = 0; shard < Shards; shard++)
        {
            await node.Redis.GetDatabase().SortedSetAddAsync(
                SessionKeys.Ready(shard),
                [.. Enumerable.Range(0, 400).Select(session => new SortedSetEntry($"session-{session}", later))]);
        }

        await ForgetAsync();
        var calls = await WaitForAsync("zrange", 5 * Shards);

        calls.ShouldNotContainKey("zrangebyscore");
        calls["zrange"].ShouldBeLessThanOrEqualTo(Shards * calls["evalsha"]);
    }

    [Fact]
    public async Task A_turn_costs_the_same_after_ten_and_after_ten_thousand_entries()
    {
        await using var node = await StartIdleAsync();
        var few = await MeasureAsync(node, entries: 10);
        var many = await MeasureAsync(node, entries: 10_000);

        many.Calls.ShouldBe(few.Calls);
        // The tail is 20 entries at the most; numbers have more digits.
        many.BytesOut.ShouldBeInRange(few.BytesOut * 0.9, few.BytesOut * 1.1);
        many.BytesIn.ShouldBeInRange(few.BytesIn * 0.9, few.BytesIn * 1.1);
    }


    private async Task<(string Calls, double BytesOut, double BytesIn)> MeasureAsync(Node node, int entries)
    {
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        foreach (var batch in Enumerable.Range(0, entries).Chunk(500))
            await Task.WhenAll(
                batch.Select(
                _ => node.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, new string('x', 100)))));
        // Enough turns that the tail holds only theirs in both cases.
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;
        var first = (entries / 2) + 1;
        for (var turn = 0; turn < Turns; turn++)
            await TurnAsync(node, session, watcher, first + turn);

        await ForgetAsync();
        for (var turn = Turns; turn < 2 * Turns; turn++)
            await TurnAsync(node, session, watcher, first + turn);
        var calls = await CallsAsync();
        var stats = await Redis.InfoAsync("stats");
        return (string.Join(
            ' ', calls.OrderBy(call => call.Key, StringComparer.Ordinal).Select(call => $"{call.Key}={call.Value}")),
            double.Parse(stats["total_net_output_bytes"], CultureInfo.InvariantCulture),
            double.Parse(stats["total_net_input_bytes"], CultureInfo.InvariantCulture));
    }

    private static async Task TurnAsync(Node node, SessionId session, Watcher watcher, int turn)
    {
        await node.Engine.AcceptAsync(Any.Message("question") with { Session = session });
        await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent && entry.Seq == turn * 2);
    }

    /// <summary>A node that has looked for what is due once and does not do so again during the test.</summary>
    private async Task<Node> StartIdleAsync()
    {
        var node = await Node.StartAsync(
            Redis, Streaming, options => (options.SweepMs, options.LeaseMs, options.GoneMs) = (60_000, 60_000, 60_000));
        await WaitForAsync("exists", 1);
        return node;
    }

    private async Task<Dictionary<string, long>> WaitForAsync(string command, long count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var calls = await CallsAsync();
            if (calls.GetValueOrDefault(command) >= count)
                return calls;
            await Task.Delay(10, deadline.Token);
        }
    }

    private Task ForgetAsync() => Redis.ForgetCallsAsync();

    /// <summary>Calls by command since the last reset, those of a client that comes or asks left out.</summary>
    private async Task<Dictionary<string, long>> CallsAsync() => (await Redis.CallsAsync())
        .Where(
            call => call.Key is not ("info" or "ping" or "select" or "echo" or "auth" or "get" or "cluster" or "hello")
            && !call.Key.StartsWith("config", StringComparison.Ordinal)
            && !call.Key.StartsWith("client", StringComparison.Ordinal)
                && !call.Key.StartsWith("subscribe", StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);
}
