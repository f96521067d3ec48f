using System.Diagnostics;
using Gateway.Sessions.Redis;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class ParkingTests : OwnRedis
{
    [Fact]
    public async Task A_session_that_fails_five_times_is_parked_and_revived_by_an_operator()
    {
        var broken = true;
        var attempts = 0;
        await using var node = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
        {
            if (turn.Messages[0].Text != "poison" || !Volatile.Read(ref broken))
                return Handler.Echo.RunAsync(turn, reply, stop);
            Interlocked.Increment(ref attempts);
            throw new InvalidOperationException("the tool is broken");
        }));
        var poisoned = await node.Engine.AcceptAsync(Any.Message("poison"));

        var parked = await ParkedAsync(node, poisoned.Session);
        parked.Turn.ShouldBe(new TurnId(poisoned.Session, 1));
        parked.Workspace.ShouldBe("shop");
        parked.Error.ShouldBe("InvalidOperationException: the tool is broken");
        attempts.ShouldBe(5);

        var other = await node.Engine.AcceptAsync(Any.Message("fine"));
        (await Any.SettledAsync(node, other.Session, 2)).Entries[1].Text.ShouldBe("re: fine");

        Volatile.Write(ref broken, false);
        (await node.Engine.RetryParkedAsync(poisoned.Session)).ShouldBeTrue();
        (await Any.SettledAsync(node, poisoned.Session, 2)).Entries[1].Text.ShouldBe("re: poison");
        (await node.Engine.RetryParkedAsync(poisoned.Session)).ShouldBeFalse();
        (await node.Engine.ListParkedAsync()).ShouldNotContain(listed => listed.Turn.Session == poisoned.Session);
    }

    [Fact]
    public async Task Whoever_writes_into_a_parked_session_has_it_tried_again()
    {
        var broken = true;
        await using var node = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
            Volatile.Read(ref broken)
                ? throw new InvalidOperationException("broken")
                : Handler.Echo.RunAsync(turn, reply, stop)));
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("one") with { Address = address })).Session;
        await ParkedAsync(node, session);

        Volatile.Write(ref broken, false);
        (await node.Engine.AcceptAsync(Any.Message("two") with { Address = address })).Outcome.ShouldBe(
            AcceptOutcome.Accepted);

        (await Any.SettledAsync(node, session, 3)).Entries[^1].Text.ShouldBe("re: one + two");
        (await node.Engine.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_contact_is_told_each_time_that_something_they_wrote_is_given_up()
    {
        await using var node = await Node.StartAsync(Redis, new Broken());
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("one") with { Address = address })).Session;
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, tail: 10))!.Value.Watching;

        (await Any.SettledAsync(node, session, 2)).Entries[1].ShouldSatisfyAllConditions(
            entry => entry.Text.ShouldBe("sorry"), entry => entry.Role.ShouldBe(EntryRole.Agent));
        await ParkedAsync(node, session);
        await node.Engine.AcceptAsync(Any.Message("two") with { Address = address });

        await Any.SettledAsync(node, session, 4);
        watcher.Entries.Count(entry => entry.Text == "sorry").ShouldBe(2);
    }

    [Fact]
    public async Task A_parked_session_is_tried_again_by_itself_when_its_time_has_come()
    {
        var broken = true;
        await using var node = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
            Volatile.Read(ref broken)
                ? throw new InvalidOperationException("broken")
                : Handler.Echo.RunAsync(turn, reply, stop)));
        var session = (await node.Engine.AcceptAsync(Any.Message("one"))).Session;
        await ParkedAsync(node, session);

        Volatile.Write(ref broken, false);
        // As if the minute were over.
        await node.Redis.GetDatabase().SortedSetAddAsync(SessionKeys.Parked(session.Shard), session.Value, 1);

        (await Any.SettledAsync(node, session, 2)).Entries[1].Text.ShouldBe("re: one");
    }

    [Fact]
    public async Task A_parked_session_that_was_forgotten_leaves_nothing_behind()
    {
        await using var node = await Node.StartAsync(
            Redis, new Handler((_, _, _) => throw new InvalidOperationException("broken")));
        var redis = node.Redis.GetDatabase();
        var session = (await node.Engine.AcceptAsync(Any.Message("one"))).Session;
        await ParkedAsync(node, session);

        await redis.KeyDeleteAsync(SessionKeys.Session(session));
        await redis.SortedSetAddAsync(SessionKeys.Parked(session.Shard), session.Value, 1);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await redis.SortedSetScoreAsync(SessionKeys.Parked(session.Shard), session.Value) is not null)
            await Task.Delay(20, deadline.Token);

        (await redis.KeyExistsAsync(SessionKeys.Session(session))).ShouldBeFalse();
    }

    [Fact]
    public async Task An_inbox_that_cannot_be_read_parks_its_session_and_no_other()
    {
        var shard = SessionKeys.ShardOf("shop", ChannelKind.Web, "anna");
        var same = Enumerable.Range(0, int.MaxValue)
            .Select(i => $"ben-{i}")
            .First(address => SessionKeys.ShardOf("shop", ChannelKind.Web, address) == shard);
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var redis = node.Redis.GetDatabase();
        await node.Engine.AcceptAsync(Any.Message("one") with { Address = "anna", Debounce = TimeSpan.FromMinutes(5) });
        var broken = (await node.Engine.FindAsync("shop", ChannelKind.Web, "anna"))!.Value;
        var stream = SessionKeys.Transcript(broken);
        await redis.KeyDeleteAsync(stream);
        await redis.ExecuteAsync("XADD", stream, "1-0", "at", "1", "entry", "{ not json");
        await redis.SortedSetAddAsync(SessionKeys.Ready(shard), broken.Value, 1);

        var other = (await node.Engine.AcceptAsync(Any.Message("fine") with { Address = same })).Session;

        (await Any.SettledAsync(node, other, 2)).Entries[1].Text.ShouldBe("re: fine");
        (await ParkedAsync(node, broken)).Error.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task A_session_under_which_every_node_ends_is_parked_too()
    {
        var nodes = new List<Node>();
        try
        {
            SessionId session = default;
            for (var death = 1; death <= 6; death++)
            {
                TaskCompletionSource<int> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
                var victim = await Node.StartAsync(Redis, new Handler(async (turn, reply, stop) =>
                {
                    if (turn.Messages[0].Text != "poison")
                        return await Handler.Echo.RunAsync(turn, reply, stop);
                    started.TrySetResult(turn.Attempt);
                    await Task.Delay(Timeout.Infinite, stop);
                    throw new UnreachableException();
                }), ShortLease);
                nodes.Add(victim);
                if (death == 1)
                    session = (await victim.Engine.AcceptAsync(Any.Message("poison"))).Session;
                (await started.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
                    .ShouldBe(death);
                victim.Die();
            }

            await using var last = await Node.StartAsync(Redis, Handler.Echo, ShortLease);
            var parked = await ParkedAsync(last, session);
            parked.Error.ShouldContain("Its node ended in mid-turn 6 times");
            (await last.Engine.RetryParkedAsync(session)).ShouldBeTrue();
            (await Any.SettledAsync(last, session, 2)).Entries[1].Text.ShouldBe("re: poison");
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }

        static void ShortLease(SessionOptions options) => (options.LeaseMs, options.MaxAttempts) = (500, 2);
    }

    [Fact]
    public async Task A_take_over_ends_the_parking()
    {
        await using var node = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
            turn.Messages[0].Text == "poison"
                ? throw new InvalidOperationException("broken")
                : Handler.Echo.RunAsync(turn, reply, stop)));
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("poison") with { Address = address })).Session;
        await ParkedAsync(node, session);

        await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver, "Ada");
        (await node.Engine.ListParkedAsync()).ShouldNotContain(listed => listed.Turn.Session == session);
        await node.Engine.ChangeStatusAsync(session, SessionStatus.Open);
        await node.Engine.AcceptAsync(Any.Message("and now?") with { Address = address });

        (await Any.SettledAsync(node, session, 3)).Entries[^1].Text.ShouldBe("re: and now?");
    }

    /// <summary>Fails whatever it is asked, and has words for it.</summary>
    private sealed class Broken : ITurnHandler, IParkedWords
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("broken");

        public string Of(Session session) => "sorry";
    }

    private static async Task<ParkedSession> ParkedAsync(Node node, SessionId session)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if ((await node.Engine.ListParkedAsync())
                .FirstOrDefault(parked => parked.Turn.Session == session) is { } found)
                return found;
            await Task.Delay(20, deadline.Token);
        }
    }
}
