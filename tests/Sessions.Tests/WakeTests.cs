using Gateway.Sessions.Redis;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>A session gets a turn at a time that was set earlier, though no one writes.</summary>
public sealed class WakeTests : OwnRedis
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Says what caused the turn.</summary>
    private static readonly Handler Tells = new((turn, _, _) => Task.FromResult(Handler.Says(string.Join(" + ",
        [.. turn.Begins.Select(begin => $"begin {begin.Reason}"),
            .. turn.Wakes.Select(wake => $"wake {wake.Name} {wake.Payload}"),
            .. turn.Messages.Select(message => message.Text)]))));

    [Fact]
    public async Task A_wake_that_is_due_is_a_turn_of_its_own()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var session = (await node.Engine.AcceptAsync(Any.Message("hello"))).Session;
        await Any.SettledAsync(node, session, 2);

        (await node.Engine.WakeAsync(
            session, new Wake("reminder", DateTimeOffset.UtcNow, "reminder") { Payload = "at nine" }))
            .ShouldBe(WakeOutcome.Set);

        var entry = (await Any.SettledAsync(node, session, 3)).Entries[2];
        entry.Text.ShouldBe("wake reminder at nine");
        entry.Answers.ShouldBeEmpty();
        entry.TurnId.ShouldBe($"{session}-2");
        (await node.Engine.ListWakesAsync(session))!.ShouldBeEmpty();
        (await node.Redis.GetDatabase().SortedSetScoreAsync(SessionKeys.Ready(session.Shard), session.Value))
            .ShouldBeNull();
    }

    [Fact]
    public async Task Wakes_are_seen_moved_and_cancelled_while_they_wait()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var session = (await node.Engine.AcceptAsync(Any.Message("hello"))).Session;
        await Any.SettledAsync(node, session, 2);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

        await node.Engine.WakeAsync(session, new Wake("b", now + (2 * Hour), "later"));
        await node.Engine.WakeAsync(
            session, new Wake("a", now + Hour, "soon") { EndsWhenContactWrites = true, Payload = "{}" });
        await node.Engine.WakeAsync(session, new Wake("b", now + (3 * Hour), "moved"));

        (await node.Engine.ListWakesAsync(session)).ShouldBe(
        [
            new Wake("a", now + Hour, "soon") { EndsWhenContactWrites = true, Payload = "{}" },
            new Wake("b", now + (3 * Hour), "moved"),
        ]);
        (await ReadyAsync(node, session)).ShouldBe((now + Hour).ToUnixTimeMilliseconds());
        (await node.Engine.CancelWakeAsync(session, "a")).ShouldBeTrue();
        (await node.Engine.CancelWakeAsync(session, "a")).ShouldBeFalse();
        (await ReadyAsync(node, session)).ShouldBe((now + (3 * Hour)).ToUnixTimeMilliseconds());
        (await node.Engine.CancelWakeAsync(session, "b")).ShouldBeTrue();
        (await ReadyAsync(node, session)).ShouldBeNull();
    }

    [Fact]
    public async Task A_wake_and_messages_that_are_due_together_are_one_turn_the_wake_first()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var address = Any.Address();
        var message = Any.Message("one") with { Address = address, Debounce = TimeSpan.FromMilliseconds(300) };
        var session = (await node.Engine.AcceptAsync(message)).Session;
        var now = DateTimeOffset.UtcNow;
        await node.Engine.WakeAsync(session, new Wake("y", now, "why"));
        await node.Engine.WakeAsync(session, new Wake("x", now.AddMilliseconds(-50), "why"));
        await node.Engine.AcceptAsync(
            Any.Message("two") with { Address = address, Debounce = TimeSpan.FromMilliseconds(300) });

        var entries = (await Any.SettledAsync(node, session, 3)).Entries;

        entries[2].Text.ShouldBe("wake x  + wake y  + one + two");
        entries[2].Answers.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Who_waits_for_the_answer_to_this_very_message_does_not_get_a_reminder_with_it()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.WakeAsync(session, new Wake("late", DateTimeOffset.UtcNow.AddMilliseconds(200), "why"));
        await node.Engine.AcceptAsync(
            Any.Message(
            "question") with
            { Session = session, StandsAlone = true, Debounce = TimeSpan.FromMilliseconds(400) });

        var entries = (await Any.SettledAsync(node, session, 3)).Entries;

        entries.Select(entry => entry.Text).ShouldBe(["question", "wake late ", "question"]);
        (await node.Engine.FindAnswerAsync(session, 1))!.Entries.ShouldHaveSingleItem().Text.ShouldBe("question");
    }

    [Fact]
    public async Task A_message_cancels_the_wakes_that_say_so_and_no_others()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("hello") with { Address = address })).Session;
        await node.Engine.WakeAsync(
            session, new Wake("nudge", DateTimeOffset.UtcNow + Hour, "no answer") { EndsWhenContactWrites = true });
        await node.Engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow + Hour, "appointment"));

        await node.Engine.AcceptAsync(Any.Message("here I am") with { Address = address });

        (await node.Engine.ListWakesAsync(session))!.ShouldHaveSingleItem().Name.ShouldBe("reminder");
    }

    [Fact]
    public async Task A_turn_sets_and_cancels_wakes_with_its_commit()
    {
        var handler = new Handler((turn, _, _) => Task.FromResult(Handler.Says("set") with
        {
            Wakes = turn.Id.Number == 1
                ? [WakeChange.Set(new Wake("a", DateTimeOffset.UtcNow + Hour, "r")),
                    WakeChange.Set(new Wake("b", DateTimeOffset.UtcNow + Hour, "r"))]
                : [WakeChange.Cancel("a"),
                    WakeChange.Set(
                    new Wake("c", DateTimeOffset.UtcNow.AddMilliseconds(turn.Id.Number == 2 ? 0 : 3_600_000), "r"))],
        }));
        await using var node = await Node.StartAsync(Redis, handler);
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("one") with { Address = address })).Session;
        await Any.SettledAsync(node, session, 2);
        (await node.Engine.ListWakesAsync(session))!.Select(wake => wake.Name).ShouldBe(["a", "b"]);

        // The second turn's wake is due at once: it is the third turn.
        await node.Engine.AcceptAsync(Any.Message("two") with { Address = address });
        await Any.SettledAsync(node, session, 5);

        (await node.Engine.ListWakesAsync(session))!.Select(wake => wake.Name).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task A_wake_outlives_its_node_and_is_run_once()
    {
        var runs = 0;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hangs = new Handler(async (_, _, cancelled) =>
        {
            Interlocked.Increment(ref runs);
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancelled);
            return Handler.Says("never");
        });
        SessionId session;
        await using (var victim = await Node.StartAsync(Redis, hangs, options => options.GoneMs = 600))
        {
            session = await victim.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
            await victim.Engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow, "r"));
            await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
            // What a turn has taken is neither moved nor cancelled; set again it is another one.
            (await victim.Engine.CancelWakeAsync(session, "reminder")).ShouldBeFalse();
            await victim.Engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow + Hour, "again"));
            victim.Die();
        }

        await using var next = await Node.StartAsync(Redis, Tells, options => options.GoneMs = 600);
        var entries = (await Any.SettledAsync(next, session, 1)).Entries;

        entries.ShouldHaveSingleItem().Text.ShouldBe("wake reminder ");
        entries[0].TurnId.ShouldBe($"{session}-1");
        (await next.Engine.ListWakesAsync(session))!.ShouldHaveSingleItem().Reason.ShouldBe("again");
    }

    [Fact]
    public async Task While_a_person_has_the_session_it_sleeps_on()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver);
        await node.Engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow, "r"));
        (await ReadyAsync(node, session)).ShouldBeNull();

        await node.Engine.ChangeStatusAsync(session, SessionStatus.Open);

        (await Any.SettledAsync(node, session, 1)).Entries[0].Text.ShouldBe("wake reminder ");
    }

    [Fact]
    public async Task A_closed_session_wakes_no_more_and_holds_no_wake()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow + Hour, "r"));

        await node.Engine.ChangeStatusAsync(session, SessionStatus.Closed);

        (await node.Engine.WakeAsync(session, new Wake("late", DateTimeOffset.UtcNow, "r")))
            .ShouldBe(WakeOutcome.SessionClosed);
        (await node.Engine.ListWakesAsync(session))!.ShouldBeEmpty();
        (await ReadyAsync(node, session)).ShouldBeNull();
        (await node.Engine.WakeAsync(
            SessionId.New(3, DateTimeOffset.UtcNow), new Wake("x", DateTimeOffset.UtcNow, "r")))
            .ShouldBe(WakeOutcome.UnknownSession);
    }

    [Fact]
    public async Task A_session_that_is_to_wake_up_in_a_year_is_kept_until_then_whoever_writes_meanwhile()
    {
        await using var node = await Node.StartAsync(Redis, Tells, options => options.RetentionDays = 1);
        var address = Any.Address();
        var session = (await node.Engine.AcceptAsync(Any.Message("hello") with { Address = address })).Session;
        await node.Engine.WakeAsync(session, new Wake("next inspection", DateTimeOffset.UtcNow.AddDays(365), "r"));

        await node.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, "noted"));

        var running = node.Redis.GetServers().Single().Keys(pattern: "*:running:*").ShouldHaveSingleItem();
        foreach (var key in new[] { SessionKeys.Session(session), SessionKeys.Transcript(session),
            SessionKeys.Wakes(session), running })
            (await node.Redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value.TotalDays.ShouldBeInRange(365.9, 366.1);
    }

    [Fact]
    public async Task A_wake_that_failed_before_a_person_took_over_is_not_lost_to_what_the_contact_says_of_consent()
    {
        var isBroken = true;
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await Node.StartAsync(
            Redis, new Handler((turn, reply, cancellationToken) =>
            {
                if (!Volatile.Read(ref isBroken) || turn.Wakes.Count == 0)
                    return Tells.RunAsync(turn, reply, cancellationToken);
                failed.TrySetResult();
                throw new InvalidOperationException("for the test");
            }),
            options => options.MaxAttempts = 100);
        var hello = Any.Message("hello") with { Channel = ChannelKind.Sms, Line = "+33700000001" };
        var session = (await node.Engine.AcceptAsync(hello)).Session;
        await Any.SettledAsync(node, session, 2);
        await node.Engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow, "r") { Payload = "at nine" });
        await failed.Task;
        await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver);
        Volatile.Write(ref isBroken, false);

        await node.Engine.AcceptAsync(hello with
        {
            ExternalId = Any.Id(),
            Content = new MessageContent("STOP") { Keyword = ConsentKeyword.Stop },
        });
        await Any.SettledAsync(node, session, 4);
        await node.Engine.ChangeStatusAsync(session, SessionStatus.Open);

        (await Any.SettledAsync(node, session, 5)).Entries.Select(entry => entry.Text)
            .ShouldBe(["hello", "hello", "STOP", "STOP", "wake reminder at nine"]);
    }

    [Fact]
    public async Task A_session_holds_a_hundred_wakes_and_no_more()
    {
        await using var node = await Node.StartAsync(Redis, Tells);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        for (var i = 0; i < Wake.Most; i++)
            (await node.Engine.WakeAsync(session, new Wake($"w{i}", DateTimeOffset.UtcNow + Hour, "r")))
                .ShouldBe(WakeOutcome.Set);

        (await node.Engine.WakeAsync(session, new Wake("more", DateTimeOffset.UtcNow + Hour, "r")))
            .ShouldBe(WakeOutcome.Full);
        (await node.Engine.WakeAsync(session, new Wake("w7", DateTimeOffset.UtcNow + (2 * Hour), "moved")))
            .ShouldBe(WakeOutcome.Set);
    }

    [Fact]
    public async Task A_wake_that_cannot_be_run_is_given_up_without_a_word_to_the_contact()
    {
        await using var node = await Node.StartAsync(
            Redis, new SpeakingHandler(new Handler((_, _, _) => throw new InvalidOperationException("for the test"))),
            options => options.MaxAttempts = 2);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow, "r"));

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await node.Engine.ListParkedAsync()).Count == 0)
            await Task.Delay(20, deadline.Token);

        (await node.Engine.ReadAsync(session, 0, 10))!.Entries.ShouldBeEmpty();
    }

    private static async Task<double?> ReadyAsync(Node node, SessionId session) =>
        await node.Redis.GetDatabase().SortedSetScoreAsync(SessionKeys.Ready(session.Shard), session.Value);

    private sealed class SpeakingHandler(ITurnHandler handler) : ITurnHandler, IParkedWords
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            handler.RunAsync(turn, reply, cancellationToken);

        public string Of(Session session) => "No answer now.";
    }
}
