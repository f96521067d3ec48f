using System.Collections.Concurrent;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>A turn that runs is ended early, from any node.</summary>
public sealed class InterruptTests : OwnRedis
{
    [Fact]
    public async Task What_was_said_is_committed_marked_and_known_to_the_next_turn()
    {
        var (handler, said) = Speaking("Once upon a time");
        await using var node = await Node.StartAsync(Redis, handler);
        var session = (await node.Engine.AcceptAsync(Any.Message("tell me a story"))).Session;
        var (watcher, watching) = await WatchAsync(node, session);
        using (watching)
        {
            await said();

            (await node.Engine.InterruptAsync(session, turn: 1)).ShouldBeTrue();

            var entry = await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);
            (entry.Text, entry.Heard).ShouldBe(("Once upon a time", "Once upon a time"));
            entry.Parts.ShouldBeEmpty();
            entry.Answers.ShouldBe([1]);
            (await node.Engine.InterruptAsync(session)).ShouldBeFalse("no turn runs any more");
            (await node.Engine.ReadAsync(session, 0, 10))!.Entries[^1].Heard.ShouldBe("Once upon a time");
        }
    }

    [Fact]
    public async Task Another_node_ends_it_and_a_channel_that_knows_better_says_what_was_heard()
    {
        var (handler, said) = Speaking("Once upon a time");
        await using var node = await Node.StartAsync(Redis, handler);
        await using var other = await Node.StartAsync(Redis, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.AcceptAsync(Any.Message("hello") with { Session = session });
        await said();

        (await other.Engine.InterruptAsync(session, turn: 1, heard: "Once upon")).ShouldBeTrue();

        var entry = (await Any.SettledAsync(other, session, 2)).Entries[1];
        (entry.Text, entry.Heard).ShouldBe(("Once upon a time", "Once upon"));
    }

    [Fact]
    public async Task What_was_heard_of_a_turn_that_was_committed_before_it_was_spoken_is_noted_once()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.AcceptAsync(Any.Message("one two three") with { Session = session });
        var answer = (await Any.SettledAsync(node, session, 2)).Entries[1];
        var heard = answer.Text[..3];

        (await node.Engine.InterruptAsync(session, turn: 1, heard)).ShouldBeTrue();
        (await node.Engine.InterruptAsync(session, turn: 1, heard)).ShouldBeFalse("it is noted");
        (await node.Engine.InterruptAsync(session, turn: 1, "other words")).ShouldBeFalse("nobody said that");

        var entries = (await node.Engine.ReadAsync(session, 0, 10))!.Entries;
        (entries[1].Text, entries[1].Heard).ShouldBe((answer.Text, heard));
        entries.Count.ShouldBe(3);
        (entries[2].Role, entries[2].CutShort).ShouldBe((EntryRole.System, new CutShort(answer.Seq, heard)));
    }

    [Fact]
    public async Task What_was_cut_short_on_the_telephone_is_known_to_the_next_turn()
    {
        var recent = new ConcurrentQueue<IReadOnlyList<Entry>>();
        var handler = new Handler((turn, _, _) =>
        {
            recent.Enqueue([.. turn.Recent]);
            return Task.FromResult(Handler.Says("Tuesday or Thursday?"));
        });
        await using var node = await Node.StartAsync(Redis, handler);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Voice, Any.Address(), contact: null, "fr");
        await node.Engine.AcceptAsync(
            Any.Message("when?") with { Channel = ChannelKind.Voice, Session = session });
        await Any.SettledAsync(node, session, 2);

        await node.Engine.InterruptAsync(session, turn: 1, "Tuesday ");
        await node.Engine.AcceptAsync(
            Any.Message("not Tuesday") with { Channel = ChannelKind.Voice, Session = session });
        await Any.SettledAsync(node, session, 5);

        recent.Last()[1].Heard.ShouldBe("Tuesday ");
    }

    [Fact]
    public async Task A_turn_that_was_heard_to_its_end_is_not_cut_short()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.AcceptAsync(Any.Message("one two three") with { Session = session });
        var answer = (await Any.SettledAsync(node, session, 2)).Entries[1];

        (await node.Engine.InterruptAsync(session, turn: 1, answer.Text)).ShouldBeFalse();

        (await node.Engine.ReadAsync(session, 0, 10))!.Entries[1].Heard.ShouldBeNull();
    }

    [Theory]
    [InlineData(true, "3 of 3 characters were heard")]
    [InlineData(false, "0 of 3 characters were heard")]
    public void What_was_cut_off_asks_nothing_and_is_noted(bool isShown, string noted)
    {
        var whole = Handler.Says("Two or three?") with { Expects = Expectation.Digits };

        var cut = new Cut("Two", Heard: null).Of(whole, isShown, DateTimeOffset.UnixEpoch);

        cut.Expects.ShouldBe(Expectation.Free);
        cut.Notes.ShouldHaveSingleItem().ShouldBe(new TurnNote(null, "interrupted", noted, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Who_interrupts_before_the_first_word_is_heard_at_the_first_word()
    {
        Node? node = null;
        var early = new Early(session => node!.Engine.InterruptAsync(session));
        await using (node = await Node.StartAsync(Redis, early))
        {
            var session = (await node.Engine.AcceptAsync(Any.Message("tell me a story"))).Session;

            (await early.Interrupted).ShouldBeTrue();

            (await AnsweredAsync(node, session, 1)).Entries.ShouldBeEmpty();
        }
    }

    /// <summary>Interrupts a turn when it has been taken up and its handler has not been asked yet.</summary>
    private sealed class Early(Func<SessionId, Task<bool>> interrupt) : ITurnHandler, ITurnAudience
    {
        private readonly TaskCompletionSource<bool> _interrupted = new();

        public Task<bool> Interrupted => _interrupted.Task;

        public ISessionWatcher? Follow(Turn turn)
        {
            // Waited for: the turn goes on only when it was interrupted.
            _interrupted.TrySetResult(Task.Run(() => interrupt(turn.Session.Id)).GetAwaiter().GetResult());
            return null;
        }

        public async Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken)
        {
            using var either =
                CancellationTokenSource.CreateLinkedTokenSource(reply.Interrupted, cancellationToken);
            await Task.Delay(Timeout.Infinite, either.Token);
            return Handler.Says("never");
        }
    }

    [Fact]
    public async Task A_turn_of_which_nothing_was_heard_leaves_no_entry()
    {
        var (handler, said) = Speaking("");
        await using var node = await Node.StartAsync(Redis, handler);
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("one") with { Address = address })).Session;
        await said();
        await node.Engine.InterruptAsync(session);

        await node.Engine.AcceptAsync(Any.Message("two") with { Address = address });
        await said();
        await node.Engine.InterruptAsync(session);

        var answer = await AnsweredAsync(node, session, 2);
        answer.Entries.ShouldBeEmpty();
        (await node.Engine.ReadAsync(session, 0, 10))!.Entries.Select(entry => entry.Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task What_a_tool_with_effects_did_meanwhile_is_kept_with_the_words_that_were_heard()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new Handler(async (_, reply, cancelled) =>
        {
            reply.Write("I record it. ");
            began.SetResult();
            // It is under way and must come to its end: only a lost lease would cancel it.
            await Task.Delay(Timeout.Infinite, reply.Interrupted)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            cancelled.IsCancellationRequested.ShouldBeFalse();
            reply.Write("Never heard.");
            stopped.SetResult();
            return Handler.Says("I record it. Never heard.", """{"order":7}""");
        });
        await using var node = await Node.StartAsync(Redis, handler);
        var session = (await node.Engine.AcceptAsync(Any.Message("yes"))).Session;
        var (watcher, watching) = await WatchAsync(node, session);
        using (watching)
        {
            await began.Task;
            await node.Engine.InterruptAsync(session);
            await stopped.Task;

            var entry = await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);
            (entry.Text, entry.Heard).ShouldBe(("I record it. ", "I record it. "));
            watcher.Events.OfType<DeltaEvent>()
                .Where(live => live.Delta.Text.Contains("Never", StringComparison.Ordinal))
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task An_operator_who_takes_over_is_not_talked_over()
    {
        var (handler, said) = Speaking("I think that");
        await using var node = await Node.StartAsync(Redis, handler);
        await using var other = await Node.StartAsync(Redis, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.AcceptAsync(Any.Message("hello") with { Session = session });
        await said();

        await other.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver, "Ada");

        var snapshot = await Any.SettledAsync(node, session, 2);
        snapshot.Entries[1].Heard.ShouldBe("I think that");
        snapshot.Session.Status.ShouldBe(SessionStatus.HandedOver);
    }

    [Fact]
    public async Task Where_the_contact_sees_only_whole_answers_half_of_one_is_not_sent()
    {
        var (handler, said) = Speaking("Half an ans");
        await using var node = await Node.StartAsync(Redis, handler);
        var message = Any.Message(
            "hello") with
        { Channel = ChannelKind.Sms, Address = "+33600000077", Line = "+33700000001" };
        var session = (await node.Engine.AcceptAsync(message)).Session;
        await said();

        await node.Engine.InterruptAsync(session);

        (await AnsweredAsync(node, session, 1)).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_turn_than_the_one_that_is_meant_goes_on()
    {
        var (handler, said) = Speaking("Words");
        await using var node = await Node.StartAsync(Redis, handler);
        var session = (await node.Engine.AcceptAsync(Any.Message("hello"))).Session;
        await said();

        (await node.Engine.InterruptAsync(session, turn: 2)).ShouldBeFalse();
        (await node.Engine.InterruptAsync(SessionId.New(1, DateTimeOffset.UtcNow))).ShouldBeFalse();

        (await node.Engine.InterruptAsync(session, turn: 1)).ShouldBeTrue();
    }

    /// <summary>
    /// Says its words and then waits to be interrupted, like a model that is still thinking; the second waits until it
    /// has said them.
    /// </summary>
    private static (Handler Handler, Func<Task> Said) Speaking(string words)
    {
        var said = new SemaphoreSlim(0);
        return (new Handler(async (_, reply, cancelled) =>
        {
            reply.Write(words);
            said.Release();
            using var both = CancellationTokenSource.CreateLinkedTokenSource(reply.Interrupted, cancelled);
            await Task.Delay(Timeout.Infinite, both.Token);
            return Handler.Says("never");
        }), async () => (await said.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue());
    }

    private static async Task<(Watcher Watcher, IDisposable Watching)> WatchAsync(Node node, SessionId session)
    {
        var watcher = new Watcher();
        return (watcher, (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching);
    }

    private static async Task<MessageAnswer> AnsweredAsync(Node node, SessionId session, long seq)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = (await node.Engine.FindAnswerAsync(session, seq))!;
            if (answer.Standing == MessageStanding.Over)
                return answer;
            await Task.Delay(10, deadline.Token);
        }
    }
}
