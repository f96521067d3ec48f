using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class ShutdownTests : OwnRedis
{
    [Fact]
    public async Task A_stopping_node_finishes_its_turn_and_begins_no_other()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await Node.StartAsync(Redis, new Handler(async (turn, reply, stop) =>
        {
            started.TrySetResult();
            await goOn.Task;
            return await Handler.Echo.RunAsync(turn, reply, stop);
        }), options => options.LeaseMs = 60_000);
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("one") with { Address = address })).Session;
        await started.Task;

        var stopping = node.StopAsync();
        await node.Engine.AcceptAsync(Any.Message("two") with { Address = address });
        stopping.IsCompleted.ShouldBeFalse();
        // The worker is not the first to stop.
        while (node.TakesTurns)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        goOn.SetResult();
        await stopping;

        var left = (await node.Engine.ReadAsync(session, afterSeq: 0, 10))!;
        left.Entries.Select(entry => entry.Text).ShouldBe(["one", "two", "re: one"]);
        await using var next = await Node.StartAsync(Redis, Handler.Echo);
        (await Any.SettledAsync(next, session, 4)).Entries[^1].Text.ShouldBe("re: two");
    }

    [Fact]
    public async Task What_a_stopping_node_cannot_finish_is_released_and_does_not_count_as_an_attempt()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await Node.StartAsync(Redis, new Handler(async (_, _, stop) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            throw new UnreachableException();
        }), options => (options.LeaseMs, options.DrainMs) = (60_000, 100));
        var session = (await node.Engine.AcceptAsync(Any.Message("one"))).Session;
        await started.Task;

        await node.StopAsync();
        var attempt = 0;
        await using var next = await Node.StartAsync(Redis, new Handler((turn, reply, stop) =>
        {
            attempt = turn.Attempt;
            return Handler.Echo.RunAsync(turn, reply, stop);
        }));

        // At once, and not after the 60 s of the lease.
        (await Any.SettledAsync(next, session, 2)).Entries[^1].Text.ShouldBe("re: one");
        attempt.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_stopped_node_takes_in_is_answered_by_another()
    {
        await using var stopped = await Node.StartAsync(Redis, Handler.Echo);
        await stopped.StopAsync();

        var session = (await stopped.Engine.AcceptAsync(Any.Message("late"))).Session;

        await using var next = await Node.StartAsync(Redis, Handler.Echo);
        (await Any.SettledAsync(next, session, 2)).Entries[^1].Text.ShouldBe("re: late");
    }
}
