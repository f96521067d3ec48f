using System.Diagnostics;
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
    public async Task A_parked_session_still_takes_messages_in()
    {
        var broken = true;
        await using var node = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
            Volatile.Read(ref broken) ? throw new InvalidOperationException("broken") : Handler.Echo.RunAsync(turn, reply, stop)));
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("one") with { Address = address })).Session;
        await ParkedAsync(node, session);

        (await node.Engine.AcceptAsync(Any.Message("two") with { Address = address })).Outcome.ShouldBe(AcceptOutcome.Accepted);
        Volatile.Write(ref broken, false);
        await node.Engine.RetryParkedAsync(session);

        (await Any.SettledAsync(node, session, 3)).Entries[^1].Text.ShouldBe("re: one + two");
    }

    [Fact]
    public async Task A_session_that_kills_every_node_is_parked_too()
    {
        var nodes = new List<Node>();
        try
        {
            SessionId session = default;
            for (var death = 1; death <= 3; death++)
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
                (await started.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBe(death);
                victim.Die();
            }

            await using var last = await Node.StartAsync(Redis, Handler.Echo, ShortLease);
            var parked = await ParkedAsync(last, session);
            parked.Error.ShouldContain("The lease ran out 3 times");
            (await last.Engine.RetryParkedAsync(session)).ShouldBeTrue();
            (await Any.SettledAsync(last, session, 2)).Entries[1].Text.ShouldBe("re: poison");
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }

        static void ShortLease(SessionOptions options) => (options.LeaseMs, options.MaxAttempts) = (500, 3);
    }

    [Fact]
    public async Task A_take_over_ends_the_parking()
    {
        await using var node = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
            turn.Messages[0].Text == "poison" ? throw new InvalidOperationException("broken") : Handler.Echo.RunAsync(turn, reply, stop)));
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("poison") with { Address = address })).Session;
        await ParkedAsync(node, session);

        await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver, "Ada");
        (await node.Engine.ListParkedAsync()).ShouldNotContain(listed => listed.Turn.Session == session);
        await node.Engine.ChangeStatusAsync(session, SessionStatus.Open);
        await node.Engine.AcceptAsync(Any.Message("and now?") with { Address = address });

        (await Any.SettledAsync(node, session, 3)).Entries[^1].Text.ShouldBe("re: and now?");
    }

    private static async Task<ParkedSession> ParkedAsync(Node node, SessionId session)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if ((await node.Engine.ListParkedAsync()).FirstOrDefault(parked => parked.Turn.Session == session) is { } found)
                return found;
            await Task.Delay(20, deadline.Token);
        }
    }
}
