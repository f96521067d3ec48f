using Gateway.Sessions.Live;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class TwoNodesTests : OwnRedis
{
    [Fact]
    public async Task A_watcher_on_another_node_sees_the_words_as_they_come()
    {
        string[] words = [.. Enumerable.Range(1, 20).Select(i => $"mot{i} 😀 ")];
        await using var here = await Node.StartAsync(Redis, new Handler((_, reply, _) =>
        {
            foreach (var word in words)
                reply.Write(word);
            return Task.FromResult(Handler.Says(string.Concat(words)));
        }));
        await using var there = await Node.StartAsync(Redis, Handler.Echo);
        var session = await here.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await there.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;

        await here.Engine.AcceptAsync(Any.Message("dis") with { Session = session });
        await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);

        watcher.Entries.Select(entry => (entry.Seq, entry.Role))
            .ShouldBe([(1, EntryRole.Contact), (2, EntryRole.Agent)]);
        watcher.Events.OfType<DeltaEvent>().First().Delta.Text.ShouldBe(words[0], "the first word waits for no other");
        TextOf(watcher, new TurnId(session, 1)).ShouldBe(string.Concat(words));
        watcher.Events.OfType<DeltaEvent>()
            .Sum(live => live.Delta.Text.Length)
            .ShouldBe(watcher.Entries[1].Text.Length);
    }

    [Fact]
    public async Task A_watcher_who_comes_in_mid_turn_gets_one_delta_with_everything_so_far()
    {
        TaskCompletionSource half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var here = await Node.StartAsync(Redis, new Handler(async (_, reply, _) =>
        {
            reply.Write("one ");
            reply.Write("two ");
            half.SetResult();
            await goOn.Task;
            reply.Write("three");
            return Handler.Says("one two three");
        }));
        await using var there = await Node.StartAsync(Redis, Handler.Echo);
        var session = (await here.Engine.AcceptAsync(Any.Message("count"))).Session;
        await half.Task;

        var late = new Watcher();
        using var watching = (await there.Engine.WatchAsync(session, late, 10))!.Value.Watching;
        var first = await late.WaitForAsync<DeltaEvent>(_ => true);
        var later = new Watcher();
        var (snapshot, watchingLater) = (await there.Engine.WatchAsync(session, later, 10))!.Value;
        using var registration = watchingLater;
        goOn.SetResult();
        await late.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);

        var turn = new TurnId(session, 1);
        first.Delta.ShouldBe(new ReplyDelta(turn.ToString(), 0, "one two "));
        late.Events.OfType<TypingEvent>().First().ShouldBe(new TypingEvent(EntryRole.Agent, On: true));
        TextOf(late, turn).ShouldBe("one two three");
        (snapshot.Running!.TurnId, snapshot.Running.Text)
            .ShouldBe((turn.ToString(), "one two "), "the node knows by now what its second watcher missed");
        await later.WaitForEntryAsync(entry => entry.Text == "one two three");
    }

    [Fact]
    public async Task Both_nodes_take_in_and_both_are_seen()
    {
        await using var here = await Node.StartAsync(Redis, Handler.Echo);
        await using var there = await Node.StartAsync(Redis, Handler.Echo);
        var session = await here.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        Watcher atHere = new(), atThere = new();
        using var first = (await here.Engine.WatchAsync(session, atHere, 10))!.Value.Watching;
        using var second = (await there.Engine.WatchAsync(session, atThere, 10))!.Value.Watching;

        await here.Engine.AcceptAsync(Any.Message("from here") with { Session = session });
        await atHere.WaitForEntryAsync(entry => entry.Text == "re: from here");
        await there.Engine.AcceptAsync(Any.Message("from there") with { Session = session });
        await there.Engine.AppendAsync(
            session, new NewEntry(EntryRole.Operator, "from the operator") { Author = "Ada" });
        await there.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver, "Ada");

        foreach (var watcher in (Watcher[])[atHere, atThere])
        {
            await watcher.WaitForEntryAsync(entry => entry.Text == "re: from there");
            await watcher.WaitForEntryAsync(entry => entry is { Text: "from the operator", Author: "Ada" });
            await watcher.WaitForAsync<StatusEvent>(live => live == new StatusEvent(SessionStatus.HandedOver, "Ada"));
            watcher.Entries.OrderBy(entry => entry.Seq).Select(entry => entry.Seq).ShouldBe([1, 2, 3, 4, 5]);
        }
    }

    [Fact]
    public async Task A_turn_that_is_run_again_elsewhere_starts_its_text_over()
    {
        TaskCompletionSource half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var dying = await Node.StartAsync(Redis, new Handler(async (_, reply, stop) =>
        {
            reply.Write("half an ans");
            half.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return new TurnResult();
        }));
        await using var observer = await Node.StartAsync(Redis, Handler.Echo, options => options.SweepMs = 60_000);
        var session = await dying.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await observer.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;
        await dying.Engine.AcceptAsync(Any.Message("tell me") with { Session = session });
        await half.Task;
        await watcher.WaitForAsync<DeltaEvent>(live => live.Delta.Text == "half an ans");

        dying.Die();
        await using var next = await Node.StartAsync(Redis, Handler.Echo);
        await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);

        TextOf(watcher, new TurnId(session, 1)).ShouldBe("re: tell me");
    }

    /// <summary>
    /// What a client shows that follows the protocol's one rule: each delta puts its text where its index says.
    /// </summary>
    private static string TextOf(Watcher watcher, TurnId turn)
    {
        var text = "";
        foreach (var delta in watcher.Events.OfType<DeltaEvent>()
            .Select(live => live.Delta)
            .Where(delta => delta.TurnId == turn.ToString()))
        {
            delta.Index.ShouldBeLessThanOrEqualTo(text.Length, "nothing was missed");
            text = text[..delta.Index] + delta.Text;
        }

        return text;
    }
}
