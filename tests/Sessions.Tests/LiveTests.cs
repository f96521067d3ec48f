using Gateway.Sessions.Live;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class LiveTests(RedisFixture redis)
{
    [Fact]
    public async Task A_watcher_that_throws_harms_neither_the_turn_nor_the_other_watchers()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = await OpenAsync(node);
        using var broken = (await node.Engine.WatchAsync(session, new Throwing(), 10))!.Value.Watching;
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;

        var accepted = await node.Engine.AcceptAsync(Any.Message("hello") with { Session = session });

        accepted.Outcome.ShouldBe(AcceptOutcome.Accepted);
        (await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent)).TurnId.ShouldBe(
            new TurnId(session, 1).ToString());
        watcher.Events.OfType<DeltaEvent>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_slow_watcher_holds_up_no_other_session()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var slow = await OpenAsync(node);
        using var blocking = new Blocking();
        using var first = (await node.Engine.WatchAsync(slow, blocking, 10))!.Value.Watching;
        var stuck = Task.Run(() => node.Engine.AcceptAsync(Any.Message("wait") with { Session = slow }));
        await blocking.Reached.Task;

        var other = await node.Engine.AcceptAsync(Any.Message("go"));
        (await Any.SettledAsync(node, other.Session, 2)).Entries[^1].Text.ShouldBe("re: go");

        blocking.GoOn();
        (await stuck).Outcome.ShouldBe(AcceptOutcome.Accepted);
        (await Any.SettledAsync(node, slow, 2)).Entries[^1].Text.ShouldBe("re: wait");
    }

    [Fact]
    public async Task Who_stops_watching_in_mid_turn_hears_nothing_more()
    {
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await Node.StartAsync(redis.Server, new Handler(async (turn, reply, stop) =>
        {
            reply.Write("so ");
            await goOn.Task;
            return await Handler.Echo.RunAsync(turn, reply, stop);
        }), options => options.SweepMs = 60_000);
        var session = await OpenAsync(node);
        Watcher leaves = new(), stays = new();
        var watching = (await node.Engine.WatchAsync(session, leaves, 10))!.Value.Watching;
        using var other = (await node.Engine.WatchAsync(session, stays, 10))!.Value.Watching;
        await node.Engine.AcceptAsync(Any.Message("far") with { Session = session });
        await leaves.WaitForAsync<DeltaEvent>(_ => true);

        watching.Dispose();
        watching.Dispose();
        var heard = leaves.Events.Count;
        goOn.SetResult();
        await stays.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);

        leaves.Events.Count.ShouldBe(heard);
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_session_that_no_one_watches()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        for (var i = 0; i < 20; i++)
        {
            var session = await OpenAsync(node);
            await node.Engine.AcceptAsync(Any.Message("hello") with { Session = session });
            await Any.SettledAsync(node, session, 2);
        }

        await node.StopAsync();
        node.Live.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_committed_turn_is_not_shown_as_running()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = await OpenAsync(node);
        // The first to hear of the entry looks again at once, while the turn that wrote it is still being tidied up.
        var looked = new TaskCompletionSource<Task<(SessionSnapshot Snapshot, IDisposable Watching)?>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        using var first = (await node.Engine.WatchAsync(session, new OnEntry(EntryRole.Agent, () =>
            looked.SetResult(node.Engine.WatchAsync(session, new Watcher(), 10))), 10))!.Value.Watching;

        await node.Engine.AcceptAsync(Any.Message("hello") with { Session = session });

        var (snapshot, watching) = (await await looked.Task)!.Value;
        watching.Dispose();
        snapshot.Entries.Count.ShouldBe(2);
        snapshot.Running.ShouldBeNull();
    }

    [Fact]
    public async Task Watched_sessions_are_renewed()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = await OpenAsync(node);
        using var watching = (await node.Engine.WatchAsync(session, new Watcher(), 10))!.Value.Watching;
        var note = Redis.SessionKeys.Tag(session.Shard) + ":watchers:" + session.Value;
        (await node.Redis.GetDatabase().KeyDeleteAsync(note)).ShouldBeTrue();

        await node.Reader.RenewWatchesAsync();

        (await node.Redis.GetDatabase().HashKeysAsync(note)).Select(key => (string?)key).ShouldBe([node.Id.Value]);
    }

    [Theory]
    [InlineData(1_000_000_000_000_000)]
    [InlineData(long.MaxValue)]
    public async Task A_place_far_beyond_the_end_is_followed_by_nothing(long afterSeq)
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = (await node.Engine.AcceptAsync(Any.Message("hello"))).Session;

        var read = (await node.Engine.ReadAsync(session, afterSeq, 10))!;

        read.Entries.ShouldBeEmpty();
        read.HasMore.ShouldBeFalse();
    }

    private static Task<SessionId> OpenAsync(Node node) =>
        node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");

    private sealed class Throwing : ISessionWatcher
    {
        public void OnEvent(LiveEvent live) => throw new InvalidOperationException("a watcher that breaks its promise");
    }

    private sealed class OnEntry(EntryRole role, Action act) : ISessionWatcher
    {
        public void OnEvent(LiveEvent live)
        {
            if (live is EntryEvent { Entry: var entry } && entry.Role == role)
                act();
        }
    }

    private sealed class Blocking : ISessionWatcher, IDisposable
    {
        private readonly ManualResetEventSlim _goOn = new();

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnEvent(LiveEvent live)
        {
            Reached.TrySetResult();
            _goOn.Wait();
        }

        public void GoOn() => _goOn.Set();

        public void Dispose() => _goOn.Dispose();
    }
}
