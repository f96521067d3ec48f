using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>Live events that no one brought: who watches is told of the entries all the same.</summary>
public sealed class MissedEventsTests : OwnRedis
{
    [Fact]
    public async Task What_was_committed_while_a_node_was_cut_off_is_told_once_it_is_back()
    {
        await using var proxy = RedisProxy.Start(Redis);
        await using var cutOff = await Node.StartAsync(proxy, Handler.Echo, Watchful);
        await using var other = await Node.StartAsync(Redis, Handler.Echo, Watchful);
        var (session, watcher, watching) = await WatchAsync(cutOff);
        using (watching)
        {
            proxy.Refuse();
            await other.Engine.AcceptAsync(Any.Message("hello") with { Session = session });
            await Any.SettledAsync(other, session, 2);
            proxy.Restore();

            await watcher.WaitForEntryAsync(entry => entry.Text == "re: hello");
        }

        watcher.Entries.Select(entry => entry.Seq).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_commit_that_Redis_carried_out_after_its_node_gave_it_up_is_told()
    {
        await using var proxy = RedisProxy.Start(Redis);
        TaskCompletionSource given = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await Node.StartAsync(proxy, Handler.Echo, options =>
        {
            Watchful(options);
            (options.RedisTimeoutMs, options.LeaseMs) = (500, 500);
        });
        await Any.SettledAsync(node, (await node.Engine.AcceptAsync(Any.Message("warm up"))).Session, 2);
        var (session, watcher, watching) = await WatchAsync(node);
        using (watching)
        {
            // Carried out, its answer lost, and no way to ask again until the worker has given up.
            var broken = proxy.BreakAt("commit", ProxyPoint.BeforeAnswer, () =>
            {
                proxy.Refuse();
                return Task.CompletedTask;
            });
            await node.Engine.AcceptAsync(Any.Message("hello") with { Session = session });
            await broken;
            await UntilIdleAsync(node);
            proxy.Restore();

            await watcher.WaitForEntryAsync(entry => entry.Text == "re: hello");
        }

        watcher.Entries.Count(entry => entry.Text == "re: hello").ShouldBe(1);
    }

    [Fact]
    public async Task What_a_node_committed_and_did_not_live_to_tell_is_told_by_those_that_see_it_go()
    {
        await using var watching = await Node.StartAsync(Redis, Handler.Echo, Watchful);
        await using var proxy = RedisProxy.Start(Redis);
        await using var victim = await Node.StartAsync(proxy, Handler.Echo, Watchful);
        await Any.SettledAsync(victim, (await victim.Engine.AcceptAsync(Any.Message("warm up"))).Session, 2);
        var (session, watcher, registration) = await WatchAsync(watching);
        using (registration)
        {
            var died = proxy.BreakAt("commit", ProxyPoint.BeforeAnswer, () =>
            {
                victim.Die();
                return Task.CompletedTask;
            });
            await victim.Engine.AcceptAsync(Any.Message("hello") with { Session = session });
            await died;

            await watcher.WaitForEntryAsync(entry => entry.Text == "re: hello");
        }
    }

    [Fact]
    public async Task An_entry_that_was_lost_on_the_way_is_told_when_a_later_one_has_come()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var (session, watcher, watching) = await WatchAsync(node);
        using (watching)
        {
            // Written behind the node's back, as by one whose message got lost.
            await node.Store.AppendAsync(
                session, StoredEntry.Of(new NewEntry(EntryRole.Operator, "lost"), turnId: null).ToJson(), status: null,
                generation: null,
                externalId: null, outgoing: null);
            await node.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, "later"));

            await watcher.WaitForEntryAsync(entry => entry.Text == "lost");
        }

        watcher.Entries.Select(entry => entry.Text).ShouldBe(["later", "lost"]);
    }

    [Fact]
    public async Task A_status_that_was_changed_while_a_node_was_cut_off_is_told_too()
    {
        await using var proxy = RedisProxy.Start(Redis);
        await using var cutOff = await Node.StartAsync(proxy, Handler.Echo, Watchful);
        await using var other = await Node.StartAsync(Redis, Handler.Echo, Watchful);
        var (session, watcher, watching) = await WatchAsync(cutOff);
        using (watching)
        {
            proxy.Refuse();
            await other.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver, "Ada");
            proxy.Restore();

            await watcher.WaitForAsync<StatusEvent>(live => live.Status == SessionStatus.HandedOver);
        }
    }

    private static void Watchful(SessionOptions options) => options.GoneMs = 600;

    private static async Task<(SessionId Session, Watcher Watcher, IDisposable Watching)> WatchAsync(Node node)
    {
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        return (session, watcher, (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching);
    }

    private static async Task UntilIdleAsync(Node node)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (node.Live.Count > node.Live.Watched.Count() || node.RunsTurns)
            await Task.Delay(20, deadline.Token);
    }
}
