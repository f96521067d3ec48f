using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class OutageTests : OwnRedis
{
    [Fact]
    public async Task Redis_killed_under_load_loses_nothing_that_was_accepted()
    {
        await using var first = await Node.StartAsync(Redis, Handler.Echo);
        await using var second = await Node.StartAsync(Redis, Handler.Echo);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            first.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr")));
        var accepted = new ConcurrentBag<(SessionId Session, long Seq, string Id)>();
        using var enough = new CancellationTokenSource();

        var producers = sessions.Select((session, i) => Task.Run(async () =>
        {
            var engine = (i % 2 == 0 ? first : second).Engine;
            while (!enough.IsCancellationRequested)
            {
                var message = Any.Message("m") with { Session = session };
                var seq = await SendUntilAcceptedAsync(engine, message);
                accepted.Add((session, seq, message.ExternalId));
            }
        }, enough.Token)).ToArray();
        for (var cycle = 0; cycle < 3; cycle++)
        {
            await MoreAsync(accepted, 50);
            await Redis.KillAsync();
            await Redis.RunAsync();
        }

        await MoreAsync(accepted, 50);
        await enough.CancelAsync();
        await Task.WhenAll(producers);

        foreach (var session in sessions)
        {
            var sent = accepted.Where(one => one.Session == session).ToArray();
            var entries = await AnsweredAsync(second, session, sent.Length);
            entries.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, entries.Count).Select(seq => (long)seq));
            entries.Where(entry => entry.Role == EntryRole.Contact).Select(entry => (entry.Seq, entry.ExternalId))
                .ShouldBe(sent.OrderBy(one => one.Seq).Select(one => (one.Seq, (string?)one.Id)));
        }
    }

    [Fact]
    public async Task Watchers_on_another_node_hear_again_after_a_restart()
    {
        await using var here = await Node.StartAsync(Redis, Handler.Echo);
        await using var there = await Node.StartAsync(Redis, Handler.Echo, options => options.SweepMs = 60_000);
        var session = await here.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await there.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;

        await Redis.KillAsync();
        await Redis.RunAsync();
        await HearsAgainAsync(here, session, watcher);
    }

    [Fact]
    public async Task A_node_whose_subscription_alone_broke_is_not_deaf()
    {
        await using var here = await Node.StartAsync(Redis, Handler.Echo);
        await using var there = await Node.StartAsync(Redis, Handler.Echo, options => options.SweepMs = 60_000);
        var session = await here.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await there.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;

        await here.Redis.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await HearsAgainAsync(here, session, watcher);
    }

    [Fact]
    public async Task While_Redis_is_away_accept_says_so_soon_and_the_resend_is_one_message()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo, options => options.RedisTimeoutMs = 2_000);
        await Any.SettledAsync(node, (await node.Engine.AcceptAsync(Any.Message("warm up"))).Session, 2);
        var message = Any.Message("once");

        await Redis.KillAsync();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 3; i++)
            await Should.ThrowAsync<SessionStoreUnavailableException>(() => node.Engine.AcceptAsync(message));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3 * 2 + 2));
        await Should.ThrowAsync<SessionStoreUnavailableException>(() => node.Engine.ListParkedAsync());
        await Redis.RunAsync();

        (await SendUntilAcceptedAsync(node.Engine, message)).ShouldBe(1);
        var again = await node.Engine.AcceptAsync(message);
        again.Outcome.ShouldBe(AcceptOutcome.Duplicate);
        (await AnsweredAsync(node, again.Session, 1)).Select(entry => entry.Text).ShouldBe(["once", "re: once"]);
    }

    [Fact]
    public async Task A_node_works_on_after_errors_that_Redis_answered()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var session = (await node.Engine.AcceptAsync(
            Any.Message("one") with { Debounce = TimeSpan.FromMilliseconds(500) })).Session;
        var database = node.Redis.GetDatabase();

        // What a full disk or a full memory looks like: every write is refused.
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        await Should.ThrowAsync<SessionStoreUnavailableException>(
            () => node.Engine.AcceptAsync(Any.Message("refused")));
        // And a fault that no one foresaw: something else lies where the ready set ought to be.
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        var ready = Sessions.Redis.SessionKeys.Ready((session.Shard + 1) % 256);
        await database.StringSetAsync(ready, "not a sorted set");
        await Any.CallsAsync(database, "exists", await Any.CallsOfAsync(database, "exists") + 9);
        await database.KeyDeleteAsync(ready);

        (await AnsweredAsync(node, session, 1)).Select(entry => entry.Text).ShouldBe(["one", "re: one"]);
        await node.Engine.AcceptAsync(
            Any.Message("two") with { Session = session, Debounce = TimeSpan.FromMilliseconds(100) });
        (await AnsweredAsync(node, session, 2)).Count.ShouldBe(4);
    }

    private static async Task<long> SendUntilAcceptedAsync(SessionEngine engine, InboundMessage message)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                var result = await engine.AcceptAsync(message);
                result.Outcome.ShouldBeOneOf(AcceptOutcome.Accepted, AcceptOutcome.Duplicate);
                return result.Seq;
            }
            catch (SessionStoreUnavailableException)
            {
                await Task.Delay(20, deadline.Token);
            }
        }
    }

    /// <summary>Writes until the watcher on the other node sees a turn's deltas and its entry.</summary>
    private static async Task HearsAgainAsync(Node here, SessionId session, Watcher watcher)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var heard = watcher.WaitForAsync<DeltaEvent>(
            live => live.Delta.Text.StartsWith("re: again", StringComparison.Ordinal));
        while (!heard.IsCompleted)
        {
            await SendUntilAcceptedAsync(here.Engine, Any.Message("again") with { Session = session });
            await Task.WhenAny(heard, Task.Delay(200, deadline.Token));
            deadline.Token.ThrowIfCancellationRequested();
        }

        await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);
    }

    private static async Task MoreAsync(ConcurrentBag<(SessionId Session, long Seq, string Id)> accepted, int more)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var target = accepted.Count + more; accepted.Count < target;)
            await Task.Delay(10, deadline.Token);
    }

    /// <summary>The transcript once every one of the contact's messages stands in a committed answer.</summary>
    private static async Task<IReadOnlyList<Entry>> AnsweredAsync(Node node, SessionId session, int messages)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var entries = (await node.Engine.ReadAsync(session, afterSeq: 0, 100_000))!.Entries;
            var answered = entries.Where(entry => entry.Role == EntryRole.Agent)
                .Sum(entry => entry.Text.Split('+').Length);
            answered.ShouldBeLessThanOrEqualTo(messages, "no message is answered twice");
            if (answered == messages)
                return entries;
            await Task.Delay(20, deadline.Token);
        }
    }
}
