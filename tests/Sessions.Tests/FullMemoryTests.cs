using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>
/// What becomes of conversations while Redis has no memory left and refuses all that would take more.
/// </summary>
public sealed class FullMemoryTests : OwnRedis
{
    [Fact]
    public async Task What_was_accepted_before_is_answered_when_there_is_room_again_and_nothing_is_parked()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var database = node.Redis.GetDatabase();
        var waiting = new List<SessionId>();
        for (var i = 0; i < 20; i++)
        {
            var message = Any.Message($"m{i}") with { Debounce = TimeSpan.FromMilliseconds(300) };
            waiting.Add((await node.Engine.AcceptAsync(message)).Session);
        }

        await FillAsync(database);
        await Should.ThrowAsync<SessionStoreUnavailableException>(
            () => node.Engine.AcceptAsync(Any.Message("refused")));
        // They fall due, and are looked for again and again.
        await LookedAsync(database, 10);
        (await node.Engine.ListParkedAsync()).ShouldBeEmpty();
        await FreeAsync(database);

        foreach (var session in waiting)
            (await Any.SettledAsync(node, session, 2)).Entries.Count.ShouldBe(2);
        (await node.Engine.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_turn_that_ends_while_the_memory_is_full_is_committed_once_it_is_not()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        await using var node = await Node.StartAsync(Redis, new Handler(async (turn, _, cancellationToken) =>
        {
            Interlocked.Increment(ref runs);
            begun.TrySetResult();
            await full.Task.WaitAsync(cancellationToken);
            return Handler.Says("re: " + turn.Messages[0].Text);
        }), options => options.LeaseMs = 60_000);
        var database = node.Redis.GetDatabase();
        var session = (await node.Engine.AcceptAsync(Any.Message("bonjour"))).Session;
        await begun.Task;

        await FillAsync(database);
        full.SetResult();
        await LookedAsync(database, 5);
        await FreeAsync(database);

        (await Any.SettledAsync(node, session, 2)).Entries.Select(entry => entry.Text)
            .ShouldBe(["bonjour", "re: bonjour"]);
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Deliveries_wait_for_room_and_none_is_put_aside()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var database = node.Redis.GetDatabase();
        var message = Any.Message(
            "bonjour") with
        { Channel = ChannelKind.Sms, Line = "+33700000001", Address = "+33600000001" };
        var session = (await node.Engine.AcceptAsync(message)).Session;
        await Any.SettledAsync(node, session, 2);

        await FillAsync(database);
        await Should.ThrowAsync<SessionStoreUnavailableException>(() =>
            node.Outbox.ClaimAsync(session.Shard, TimeSpan.FromSeconds(10), 4));
        await FreeAsync(database);

        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
        (await node.Outbox.ClaimAsync(session.Shard, TimeSpan.FromSeconds(10), 4)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nodes_that_find_no_room_do_not_ask_ever_faster()
    {
        var begun = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await Node.StartAsync(Redis, new Handler(async (turn, _, cancellationToken) =>
        {
            Interlocked.Increment(ref begun);
            await full.Task.WaitAsync(cancellationToken);
            return Handler.Says("re");
        }), options =>
        {
            options.LeaseMs = 60_000;
            options.SweepMs = 1_000;
        });
        var database = node.Redis.GetDatabase();
        for (var i = 0; i < 100; i++)
            await node.Engine.AcceptAsync(Any.Message("m"));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Volatile.Read(ref begun) < 100)
            await Task.Delay(10, deadline.Token);

        await FillAsync(database);
        var before = await Any.CallsOfAsync(database, "evalsha");
        full.SetResult();
        // Five looks for what is due, a second each, beside which 100 turns try to commit.
        await LookedAsync(database, 5);
        var asked = await Any.CallsOfAsync(database, "evalsha") - before;
        await FreeAsync(database);

        // Each turn: after 0.1, 0.3, 0.7, 1.5 s and then once a second.
        (asked - 5).ShouldBeLessThan(100 * 15);
    }

    /// <summary>
    /// Waits until it was looked that often for turns that are due: while a session waits, each look asks thrice what
    /// there is.
    /// </summary>
    private static async Task LookedAsync(IDatabase database, int looks) =>
        await Any.CallsAsync(database, "exists", await Any.CallsOfAsync(database, "exists") + (3 * looks));

    private static async Task FillAsync(IDatabase database) =>
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");

    private static async Task FreeAsync(IDatabase database) =>
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
}
