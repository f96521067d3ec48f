using Gateway.Sessions.Deliveries;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Deliveries;

public sealed class OptOutTests : OutboxTest
{
    [Fact]
    public async Task Nothing_that_waits_is_sent_after_an_opt_out_but_the_answer_to_it()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var from = Number();
        var session = await TurnAsync(here, Sms("bonjour", from));
        for (var i = 0; i < 19; i++)
            await OperatorAsync(here, session, $"offre {i}");
        await TurnAsync(there, Sms("STOP", from, ConsentKeyword.Stop));

        var begun = await DrainAsync(here, session);

        begun.Count.ShouldBe(21);
        begun.Take(20).ShouldAllBe(outcome => outcome == BeginOutcome.OptedOut);
        begun[20].ShouldBe(BeginOutcome.Begun, "whoever says STOP is told that it was heard");
        (await here.OptOuts.HasAsync("shop", ChannelKind.Sms, Line, from)).ShouldBeTrue();
        (await here.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_of_several_is_cut_short_by_an_opt_out()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("bonjour", from));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "a", "b");
        await node.Outbox.SentAsync(lease, 0, "SM0");

        await TurnAsync(node, Sms("STOP", from, ConsentKeyword.Stop));

        (await BeginAsync(node, lease, 1)).ShouldBe(BeginOutcome.OptedOut);
    }

    [Fact]
    public async Task Whoever_writes_again_after_an_opt_out_is_answered_and_not_written_to()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("STOP", from, ConsentKeyword.Stop));
        await DeliverAsync(node, session);
        await TurnAsync(node, Sms("où en est ma commande ?", from));
        await DeliverAsync(node, session);
        await OperatorAsync(node, session, "elle est partie");
        await DeliverAsync(node, session);

        await OperatorAsync(node, session, "votre colis est là", MessageClass.Service);
        await OperatorAsync(node, session, "soldes !", MessageClass.Marketing);

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut, BeginOutcome.OptedOut]);
    }

    [Theory]
    [InlineData(MessageClass.Reply)]
    [InlineData(MessageClass.Service)]
    [InlineData(MessageClass.Marketing)]
    public async Task What_a_person_writes_unasked_after_an_opt_out_is_not_sent(MessageClass purpose)
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await HandedOverAsync(node, from);
        await node.Engine.AcceptAsync(Sms("STOP", from, ConsentKeyword.Stop));

        await OperatorAsync(node, session, "et pourtant…", purpose);

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut]);
        await node.Engine.AcceptAsync(Sms("en fait si", from));
        await OperatorAsync(node, session, "d'accord", purpose);
        (await DrainAsync(node, session))
            .ShouldBe([purpose == MessageClass.Reply ? BeginOutcome.Begun : BeginOutcome.OptedOut]);
    }

    [Fact]
    public async Task What_a_turn_says_unasked_is_not_sent_after_an_opt_out()
    {
        await using var node = await StartAsync(new Handler((_, _, _) => Task.FromResult(new TurnResult
        {
            Entries = [new NewEntry(EntryRole.Agent, "c'est noté"),
                new NewEntry(EntryRole.Agent, "soldes !") { Class = MessageClass.Marketing }],
        })));
        var accepted = await node.Engine.AcceptAsync(Sms("STOP", Number(), ConsentKeyword.Stop));
        await Any.SettledAsync(node, accepted.Session, 3);

        (await DrainAsync(node, accepted.Session)).ShouldBe([BeginOutcome.Begun, BeginOutcome.OptedOut]);
    }

    [Fact]
    public async Task Start_opens_the_way_again()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await HandedOverAsync(node, from);
        await node.Engine.AcceptAsync(Sms("STOP", from, ConsentKeyword.Stop));
        await node.Engine.AcceptAsync(Sms("START", from, ConsentKeyword.Start));
        await OperatorAsync(node, session, "bon retour");
        await OperatorAsync(node, session, "soldes !", MessageClass.Marketing);

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.Begun, BeginOutcome.Begun]);
        (await node.OptOuts.HasAsync("shop", ChannelKind.Sms, Line, from)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stop_that_comes_twice_does_not_undo_a_start()
    {
        await using var node = await StartAsync();
        var from = Number();
        var stop = Sms("STOP", from, ConsentKeyword.Stop);
        await TurnAsync(node, stop);
        await TurnAsync(node, Sms("START", from, ConsentKeyword.Start));

        (await node.Engine.AcceptAsync(stop)).Outcome.ShouldBe(AcceptOutcome.Duplicate);

        (await node.OptOuts.HasAsync("shop", ChannelKind.Sms, Line, from)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_opt_out_outlives_the_session_it_was_said_in()
    {
        await using var node = await StartAsync();
        var from = Number();
        var old = await HandedOverAsync(node, from);
        await OperatorAsync(node, old, "attend encore");
        await node.Engine.AcceptAsync(Sms("STOP", from, ConsentKeyword.Stop));
        await node.Engine.ChangeStatusAsync(old, SessionStatus.Closed);
        var young = await TurnAsync(node, Sms("bonjour, une question", from));
        young.ShouldNotBe(old);

        (await DrainAsync(node, old)).ShouldBe([BeginOutcome.OptedOut]);
        (await DrainAsync(node, young)).ShouldBe([BeginOutcome.Begun], "the contact has written again");
        await OperatorAsync(node, young, "soldes !", MessageClass.Marketing);
        (await DrainAsync(node, young)).ShouldBe([BeginOutcome.OptedOut]);
    }

    [Fact]
    public async Task An_old_sessions_entries_stay_where_they_are_whatever_the_nodes_clocks_say()
    {
        await using var node = await StartAsync();
        var from = Number();
        // Ids carry their node's clock: that of the older session is ahead.
        var ahead = SessionId.New(
            (await TurnAsync(node, Sms("bonjour", from))).Shard, DateTimeOffset.UtcNow.AddMinutes(-10));
        var old = (await node.Engine.FindAsync("shop", ChannelKind.Sms, from, Line))!.Value;
        await node.Engine.ChangeStatusAsync(old, SessionStatus.Closed);
        var stop = await node.AcceptAsAsync(Sms("STOP", from, ConsentKeyword.Stop), ahead);
        stop.ShouldBe(ahead);

        (await DrainAsync(node, old)).ShouldBe([BeginOutcome.OptedOut]);
    }

    [Fact]
    public async Task An_opt_out_said_elsewhere_closes_the_way_to_all_that_waits()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("bonjour", from));
        (await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, from, optedOut: true)).ShouldBeTrue();
        (await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, from, optedOut: true)).ShouldBeFalse();

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut]);
        await OperatorAsync(node, session, "et pourtant…");
        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut]);
        await TurnAsync(node, Sms("une question", from));
        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.Begun]);

        (await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, from, optedOut: false)).ShouldBeTrue();
        await OperatorAsync(node, session, "soldes !", MessageClass.Marketing);
        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.Begun]);
    }

    [Fact]
    public async Task An_opt_out_of_someone_who_has_not_written_yet_waits_for_them()
    {
        await using var node = await StartAsync();
        var from = Number();
        await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, from, optedOut: true);
        var session = await HandedOverAsync(node, from);

        await OperatorAsync(node, session, "soldes !", MessageClass.Marketing);

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut]);
    }

    [Fact]
    public async Task The_answer_that_an_opt_out_may_have_survives_its_being_told_once_more()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("STOP", from, ConsentKeyword.Stop));

        (await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, from, optedOut: true)).ShouldBeFalse();

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.Begun]);
    }

    [Fact]
    public async Task An_opt_out_on_one_line_leaves_the_other_open()
    {
        await using var node = await StartAsync();
        var from = Number();
        var one = await TurnAsync(node, Sms("bonjour", from));
        var two = await TurnAsync(node, Sms("bonjour", from) with { Line = "+33900000003" });
        await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, from, optedOut: true);

        (await DrainAsync(node, one)).ShouldBe([BeginOutcome.OptedOut]);
        (await DrainAsync(node, two)).ShouldBe([BeginOutcome.Begun]);
    }

    [Fact]
    public async Task A_stop_is_heard_from_someone_who_writes_too_much_and_in_a_session_that_has_ended()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("bonjour", from) with { PerMinute = 1 });
        (await node.Engine.AcceptAsync(Sms("allô ?", from) with { PerMinute = 1 })).Outcome.ShouldBe(
            AcceptOutcome.RateLimited);
        (await node.Engine.AcceptAsync(Sms("STOP", from, ConsentKeyword.Stop) with { PerMinute = 1 })).Outcome.ShouldBe(
            AcceptOutcome.Accepted);
        (await node.OptOuts.HasAsync("shop", ChannelKind.Sms, Line, from)).ShouldBeTrue();

        var other = Number();
        session = await TurnAsync(node, Sms("bonjour", other));
        await node.Engine.ChangeStatusAsync(session, SessionStatus.Closed);
        (await node.Engine.AcceptAsync(
            Sms("STOP", other, ConsentKeyword.Stop) with { Session = session })).Outcome.ShouldBe(
            AcceptOutcome.SessionClosed);
        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut]);
    }

    [Fact]
    public async Task What_was_parked_is_not_sent_again_after_an_opt_out()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("bonjour", from));
        var lease = await ClaimedAsync(node, session);
        await node.Outbox.FailAsync(lease, 0, "30007", "words", isParked: true);
        await node.Engine.AcceptAsync(Sms("STOP", from, ConsentKeyword.Stop));
        await Any.SettledAsync(node, session, 4);

        (await node.Outbox.RetryAsync(lease.Delivery.Id)).ShouldBeTrue();

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut, BeginOutcome.Begun]);
    }

    [Fact]
    public async Task What_waited_during_an_opt_out_does_not_go_out_because_of_a_start()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("bonjour", from));
        await DeliverAsync(node, session);
        await TurnAsync(node, Sms("STOP", from, ConsentKeyword.Stop));
        await OperatorAsync(node, session, "une offre");
        await TurnAsync(node, Sms("START", from, ConsentKeyword.Start));
        await OperatorAsync(node, session, "à votre service");

        (await DrainAsync(node, session)).ShouldBe(
            [BeginOutcome.Begun, BeginOutcome.OptedOut, BeginOutcome.Begun, BeginOutcome.Begun],
            "the stop's answer, the offer, the start's answer, the operator");
    }

    [Fact]
    public async Task A_stop_in_words_that_accept_does_not_know_has_its_answer()
    {
        await using var node = await StartAsync();
        var from = Number();
        var session = await TurnAsync(node, Sms("bonjour", from));
        await DeliverAsync(node, session);
        await OperatorAsync(node, session, "une offre");
        var accepted = await node.Engine.AcceptAsync(Sms("plus rien, s'il vous plaît", from));
        await node.OptOuts.HearAsync((await node.Engine.ReadAsync(session, null, 0))!.Session, accepted.Seq);
        await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, from, optedOut: true);
        await Any.SettledAsync(node, session, (int)accepted.Seq + 1);
        await OperatorAsync(node, session, "une autre offre", MessageClass.Service);

        (await DrainAsync(node, session)).ShouldBe([BeginOutcome.OptedOut, BeginOutcome.Begun, BeginOutcome.OptedOut]);
    }

    [Fact]
    public async Task A_stop_is_for_the_turn_to_write_down_though_an_operator_has_the_session()
    {
        await using var node = await StartAsync(Handler.Echo);
        var from = Number();
        var session = await HandedOverAsync(node, from);

        var other = await node.Engine.AcceptAsync(Sms("où en est ma commande ?", from));
        var stop = await node.Engine.AcceptAsync(Sms("STOP", from, ConsentKeyword.Stop));
        var entries = (await Any.SettledAsync(node, session, (int)stop.Seq + 1)).Entries;

        entries.Single(entry => entry.Seq > stop.Seq).Text.ShouldBe("re: STOP");
        entries.Count(entry => entry.Seq == other.Seq + 1 && entry.Role == EntryRole.Agent)
            .ShouldBe(0, "the brain is silent to all else");
    }

    /// <summary>Delivers all that waits, as the worker does.</summary>
    private static async Task<List<BeginOutcome>> DrainAsync(Node node, SessionId session)
    {
        var begun = new List<BeginOutcome>();
        while (await ClaimAsync(node, session) is { } lease)
        {
            begun.Add(await BeginAsync(node, lease, 0, "wire"));
            if (begun[^1] == BeginOutcome.Begun)
                await node.Outbox.SentAsync(lease, 0, "SM1");
            else
                await node.Outbox.FailAsync(lease, 0, "optedOut", "words", isParked: false);
        }

        return begun;
    }
}
