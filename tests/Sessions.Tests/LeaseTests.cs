using System.Diagnostics;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class LeaseTests : OwnRedis
{
    [Fact]
    public async Task A_second_node_takes_over_within_the_lease()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempts = new List<(TurnId Turn, int Attempt)>();
        await using var first = await Node.StartAsync(Redis, new Handler(async (_, _, stop) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            throw new UnreachableException();
        }));
        var accepted = await first.Engine.AcceptAsync(Any.Message("are you there?"));
        await started.Task;
        await using var second = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
        {
            attempts.Add((turn.Id, turn.Attempt));
            return Handler.Echo.RunAsync(turn, reply, stop);
        }));

        first.Die();
        var watch = Stopwatch.StartNew();
        var settled = await Any.SettledAsync(second, accepted.Session, 2);

        settled.Entries.Select(entry => entry.Text).ShouldBe(["are you there?", "re: are you there?"]);
        attempts.ShouldBe([(new TurnId(accepted.Session, 1), 2)]);
        // The lease of 1.5 s, a sweep each 50 ms, and time for a busy machine.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_node_that_lost_its_lease_commits_nothing()
    {
        await using var proxy = RedisProxy.Start(Redis);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var paused = await Node.StartAsync(proxy, new Handler(async (_, reply, _) =>
        {
            started.SetResult();
            reply.Write("I was");
            await goOn.Task;
            return Handler.Says("I was asleep", """{"by":"the node that slept"}""");
        }));
        var accepted = await paused.Engine.AcceptAsync(Any.Message("hello"));
        await started.Task;

        proxy.Refuse();
        await using var other = await Node.StartAsync(Redis, Handler.Echo);
        await Any.SettledAsync(other, accepted.Session, 2);
        proxy.Restore();
        await ReachesRedisAsync(paused);
        var watcher = new Watcher();
        using var watching = (await paused.Engine.WatchAsync(accepted.Session, watcher, 10))!.Value.Watching;
        goOn.SetResult();
        await paused.StopAsync();

        var read = (await other.Engine.ReadAsync(accepted.Session, afterSeq: 0, 10))!;
        read.Entries.Select(entry => entry.Text).ShouldBe(["hello", "re: hello"]);
        watcher.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_turn_whose_lease_is_lost_is_told_to_stop()
    {
        await using var proxy = RedisProxy.Start(Redis);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cutOff = await Node.StartAsync(proxy, new Handler(async (_, _, stop) =>
        {
            started.SetResult();
            await using var registration = stop.Register(() => stopped.TrySetResult());
            await Task.Delay(Timeout.Infinite, stop);
            throw new UnreachableException();
        }));
        var accepted = await cutOff.Engine.AcceptAsync(Any.Message("hello"));
        await started.Task;

        proxy.Refuse();
        await using var other = await Node.StartAsync(Redis, Handler.Echo);
        await Any.SettledAsync(other, accepted.Session, 2);
        proxy.Restore();

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(ProxyPoint.BeforeRedis)]
    [InlineData(ProxyPoint.BeforeAnswer)]
    public async Task A_commit_whose_connection_breaks_is_committed_once(ProxyPoint point)
    {
        await using var proxy = RedisProxy.Start(Redis);
        var runs = 0;
        await using var node = await Node.StartAsync(proxy, new Handler((turn, reply, stop) =>
        {
            Interlocked.Increment(ref runs);
            return Handler.Echo.RunAsync(turn, reply, stop);
        }), options => options.LeaseMs = 20_000);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;
        var broken = proxy.BreakAt("commit", point);

        await node.Engine.AcceptAsync(Any.Message("once") with { Session = session });
        await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);

        broken.IsCompletedSuccessfully.ShouldBeTrue();
        runs.ShouldBe(1);
        (await node.Engine.ReadAsync(session, afterSeq: 0, 10))!.Entries.Select(entry => entry.Text)
            .ShouldBe(["once", "re: once"]);
    }

    [Fact]
    public async Task A_lost_answer_to_a_commit_does_not_hold_up_the_next_turn()
    {
        await using var proxy = RedisProxy.Start(Redis);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempts = new List<int>();
        await using var node = await Node.StartAsync(proxy, new Handler(async (turn, reply, stop) =>
        {
            started.TrySetResult();
            await goOn.Task;
            attempts.Add(turn.Attempt);
            return await Handler.Echo.RunAsync(turn, reply, stop);
        }), options => options.LeaseMs = 60_000);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;
        await node.Engine.AcceptAsync(Any.Message("one") with { Session = session });
        await started.Task;
        await node.Engine.AcceptAsync(Any.Message("two") with { Session = session });
        var broken = proxy.BreakAt("commit", ProxyPoint.BeforeAnswer);
        goOn.SetResult();

        // Well within the 60 s that the lost lease would have kept everyone waiting.
        await watcher.WaitForEntryAsync(entry => entry.Seq == 4);

        broken.IsCompletedSuccessfully.ShouldBeTrue();
        watcher.Entries.Select(entry => entry.Text).ShouldBe(["one", "two", "re: one", "re: two"]);
        attempts.ShouldBe([1, 1]);
    }

    [Theory]
    [InlineData(ProxyPoint.BeforeRedis, AcceptOutcome.Accepted)]
    [InlineData(ProxyPoint.BeforeAnswer, AcceptOutcome.Duplicate)]
    public async Task A_message_whose_accept_broke_can_be_sent_again(ProxyPoint point, AcceptOutcome expected)
    {
        await using var proxy = RedisProxy.Start(Redis);
        await using var node = await Node.StartAsync(proxy, Handler.Echo);
        var message = Any.Message("once");
        _ = proxy.BreakAt("accept", point);

        await Should.ThrowAsync<SessionStoreUnavailableException>(() => node.Engine.AcceptAsync(message));
        await ReachesRedisAsync(node);
        var again = await node.Engine.AcceptAsync(message);

        again.Outcome.ShouldBe(expected);
        again.Seq.ShouldBe(1);
        (await Any.SettledAsync(node, again.Session, 2)).Entries.Select(entry => entry.Text)
            .ShouldBe(["once", "re: once"]);
    }

    private static async Task ReachesRedisAsync(Node node)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                await node.Engine.ReadAsync(SessionId.New(0, DateTimeOffset.UnixEpoch), afterSeq: 0, 1);
                return;
            }
            catch (SessionStoreUnavailableException)
            {
                await Task.Delay(50, deadline.Token);
            }
        }
    }
}
