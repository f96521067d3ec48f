using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Redis;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Deliveries;

public sealed class OutboxTests : OutboxTest
{
    [Theory]
    [InlineData(ChannelKind.Sms, Line)]
    [InlineData(ChannelKind.WhatsApp, Line)]
    [InlineData(ChannelKind.Telegram, "shop_bot")]
    public async Task What_the_agent_and_the_operator_say_on_a_channel_with_a_provider_is_in_the_outbox(
        string channel, string line)
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()) with { Channel = channel, Line = line });
        var seq = await OperatorAsync(node, session, "je m'en occupe");

        (await WaitingAsync(node, session)).ShouldBe(["2", "3"]);
        (await ReceiptAsync(node, session, 1)).ShouldBeNull();
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Queued);
        (await ReceiptAsync(node, session, seq)).ShouldBe(ReceiptState.Queued);
    }

    [Fact]
    public async Task What_is_said_on_the_web_is_not_in_the_outbox()
    {
        await using var node = await StartAsync();
        var session = (await node.Engine.AcceptAsync(Any.Message("bonjour"))).Session;
        await Any.SettledAsync(node, session, 2);
        await OperatorAsync(node, session, "je m'en occupe");

        (await WaitingAsync(node, session)).ShouldBeEmpty();
        (await ReceiptAsync(node, session, 2)).ShouldBeNull();
    }

    [Fact]
    public async Task What_an_operator_types_during_a_call_is_not_in_the_outbox()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("allô", Number()) with { Channel = ChannelKind.Voice });
        await OperatorAsync(node, session, "je m'en occupe");

        (await WaitingAsync(node, session)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Notices_and_entries_without_words_are_not_in_the_outbox()
    {
        await using var node = await StartAsync(new Handler((_, _, _) => Task.FromResult(new TurnResult
        {
            Entries = [new NewEntry(EntryRole.System, "a person was asked for"), new NewEntry(EntryRole.Agent, ""),
                new NewEntry(EntryRole.Agent, "un instant")],
        })));
        var accepted = await node.Engine.AcceptAsync(Sms("bonjour", Number()));
        await Any.SettledAsync(node, accepted.Session, 4);
        await node.Engine.AppendAsync(accepted.Session, new NewEntry(EntryRole.System, "an operator looks"));

        (await WaitingAsync(node, accepted.Session)).ShouldBe(["4"]);
    }

    [Fact]
    public async Task An_operators_message_that_comes_twice_is_delivered_once()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var entry = new NewEntry(EntryRole.Operator, "voilà");
        var first = await node.Engine.AppendAsync(session, entry, "op-1");
        (await node.Engine.AppendAsync(session, entry, "op-1")).ShouldBe(first);

        (await WaitingAsync(node, session)).ShouldBe(["2", "3"]);
    }

    [Fact]
    public async Task A_sessions_entries_leave_in_order_and_one_at_a_time()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        await OperatorAsync(node, session, "trois");

        foreach (var seq in (long[])[2, 3, 4])
        {
            var lease = await ClaimedAsync(node, session);
            lease.Delivery.Id.Seq.ShouldBe(seq);
            (await ClaimAsync(node, session)).ShouldBeNull("one delivery of a session at a time");
            (await BeginAsync(node, lease, 0, "wire")).ShouldBe(BeginOutcome.Begun);
            (await ClaimAsync(node, session)).ShouldBeNull("one message of a session at a time");
            (await node.Outbox.SentAsync(lease, 0, $"SM{seq}")).ShouldBe(DeliveryProgress.Over);
            (await ReceiptAsync(node, session, seq)).ShouldBe(ReceiptState.Sent);
        }

        (await ClaimAsync(node, session)).ShouldBeNull();
        (await node.Redis.GetDatabase().SortedSetLengthAsync(SessionKeys.OutboxReady(session.Shard))).ShouldBe(0);
    }

    [Fact]
    public async Task A_new_entry_does_not_shorten_a_pause()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        (await node.Outbox.AgainAsync(lease, 0, Minutes)).ShouldBe(DeliveryProgress.Paused);

        await OperatorAsync(node, session, "deux");

        (await ClaimAsync(node, session)).ShouldBeNull();
        await ElapseAsync(node, session);
        var again = await ClaimedAsync(node, session);
        again.Delivery.Id.ShouldBe(lease.Delivery.Id);
        again.Delivery.Attempts.ShouldBe(1);
        again.Delivery.Messages.Single().State.ShouldBe(OutboundState.Waiting);
    }

    [Fact]
    public async Task An_old_lease_is_not_heard()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var old = await ClaimedAsync(node, session);
        await BeginAsync(node, old, 0, "wire");
        await ElapseAsync(node, session);
        var taken = await ClaimedAsync(node, session);
        taken.Fence.ShouldBeGreaterThan(old.Fence);

        (await BeginAsync(node, old, 0, "other wire")).ShouldBe(BeginOutcome.Lost);
        foreach (var said in (Task<DeliveryProgress>[])
                 [
                     node.Outbox.SentAsync(old, 0, "SM1"), node.Outbox.AgainAsync(old, 0, Minutes),
                     node.Outbox.UnknownAsync(old, 0, Minutes),
                     node.Outbox.NotFoundAsync(old, 0, Minutes), node.Outbox.ResendAsync(old, 0),
                     node.Outbox.LeaveOpenAsync(old, 0, "code", "words"),
                     node.Outbox.FailAsync(old, 0, "code", "words", isParked: true),
                     node.Outbox.HoldAsync(old, 0, Minutes),
                 ])
        {
            (await said).ShouldBe(DeliveryProgress.Lost);
        }

        taken.Delivery.Messages.Single()
            .ShouldBe(
                new OutboundMessage(
                Message(old), "wire", OutboundState.Sending)
                { HandedAt = taken.Delivery.Messages[0].HandedAt });
        (await node.Outbox.UnknownAsync(taken, 0, Minutes)).ShouldBe(DeliveryProgress.Paused);
        (await node.Outbox.SentAsync(taken, 0, "SM1"))
            .ShouldBe(DeliveryProgress.Lost, "a lease that was given back says nothing more");
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lease_whose_time_is_over_is_still_heard_while_no_one_else_has_the_lane()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        await ElapseAsync(node, session);

        (await node.Outbox.SentAsync(lease, 0, "SM1")).ShouldBe(DeliveryProgress.Over);
        (await ClaimAsync(node, session)).ShouldBeNull();
    }

    [Fact]
    public async Task A_message_whose_node_died_is_found_as_it_was_handed_over()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "one", "two");
        (await node.Outbox.SentAsync(lease, 0, "SM1")).ShouldBe(DeliveryProgress.Next);
        await BeginAsync(node, lease, 1);
        await ElapseAsync(node, session);

        var next = await ClaimedAsync(node, session);

        next.Delivery.Messages.Select(message => (message.Wire, message.State, message.ExternalId))
            .ShouldBe([("one", OutboundState.Sent, "SM1"), ("two", OutboundState.Sending, null)]);
        next.Delivery.Messages[1].HandedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_entry_of_several_messages_is_sent_when_all_of_them_are()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        for (var index = 0; index < 3; index++)
        {
            (await BeginAsync(node, lease, index, index == 0 ? ["a", "b", "c"] : [])).ShouldBe(BeginOutcome.Begun);
            (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Queued);
            (await node.Outbox.SentAsync(lease, index, $"SM{index}"))
                .ShouldBe(index == 2 ? DeliveryProgress.Over : DeliveryProgress.Next);
        }

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Sent);
        (await WaitingAsync(node, session)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_is_rendered_anew_only_where_its_begin_says_so()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "free 1", "free 2");
        (await BeginAsync(node, lease, 0, "template")).ShouldBe(BeginOutcome.Begun);
        await node.Outbox.AgainAsync(lease, 0, TimeSpan.Zero);

        (await ClaimedAsync(node, session)).Delivery.Messages.Select(message => message.Wire).ShouldBe(["template"]);
    }

    [Fact]
    public async Task What_is_unknown_is_looked_for_and_sent_once_more()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");

        async Task<OutboundMessage> AfterAsync(Task<DeliveryProgress> said)
        {
            (await said).ShouldBe(DeliveryProgress.Paused);
            await ElapseAsync(node, session);
            lease = await ClaimedAsync(node, session);
            return lease.Delivery.Messages.Single();
        }

        (await AfterAsync(node.Outbox.UnknownAsync(lease, 0, Minutes))).ShouldSatisfyAllConditions(
            message => message.State.ShouldBe(OutboundState.Unknown), message => message.UnknownSends.ShouldBe(1),
            message => message.Looks.ShouldBe(0));
        (await AfterAsync(node.Outbox.NotFoundAsync(lease, 0, Minutes))).Looks.ShouldBe(1);
        (await AfterAsync(node.Outbox.ResendAsync(lease, 0))).ShouldSatisfyAllConditions(
            message => message.State.ShouldBe(OutboundState.Waiting), message => message.UnknownSends.ShouldBe(1),
            message => message.Looks.ShouldBe(0));
        (await BeginAsync(node, lease)).ShouldBe(BeginOutcome.Begun);
        (await AfterAsync(node.Outbox.UnknownAsync(lease, 0, Minutes))).UnknownSends.ShouldBe(2);
        (await node.Outbox.LeaveOpenAsync(lease, 0, "unknown", "words")).ShouldBe(DeliveryProgress.Over);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Unknown);
        (await node.Outbox.ListParkedAsync()).Single().ShouldSatisfyAllConditions(
            parked => parked.Id.ShouldBe(lease.Delivery.Id), parked => parked.Code.ShouldBe("unknown"),
            parked => parked.Words.ShouldBe("words"),
            parked => parked.Workspace.ShouldBe("shop"), parked => parked.Channel.ShouldBe(ChannelKind.Sms));
    }

    [Fact]
    public async Task What_stays_open_does_not_hold_up_what_follows()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "a", "b");
        await node.Outbox.UnknownAsync(lease, 0, TimeSpan.Zero);
        lease = await ClaimedAsync(node, session);

        (await node.Outbox.LeaveOpenAsync(lease, 0, "unknown", "words")).ShouldBe(DeliveryProgress.Next);
        (await BeginAsync(node, lease, 1)).ShouldBe(BeginOutcome.Begun);
        (await node.Outbox.SentAsync(lease, 1, "SM2")).ShouldBe(DeliveryProgress.Over);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Unknown);
        (await ClaimedAsync(node, session)).Delivery.Id.Seq.ShouldBe(3);
    }

    [Fact]
    public async Task An_entry_that_is_gone_costs_the_others_nothing()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        await node.Redis.GetDatabase().ExecuteAsync("XDEL", SessionKeys.Transcript(session), "2-0");

        var lease = await ClaimAsync(node, session) ?? await ClaimAsync(node, session);

        lease.ShouldNotBeNull().Delivery.Id.Seq.ShouldBe(3);
    }

    [Fact]
    public async Task A_session_that_was_forgotten_leaves_nothing_in_the_outbox()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var redis = node.Redis.GetDatabase();
        await redis.KeyDeleteAsync(SessionKeys.Session(session));

        (await ClaimAsync(node, session)).ShouldBeNull();

        (await redis.KeyExistsAsync(SessionKeys.Outbox(session))).ShouldBeFalse();
        (await redis.SortedSetLengthAsync(SessionKeys.OutboxReady(session.Shard))).ShouldBe(0);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_keeps_only_its_own_session_waiting()
    {
        await using var node = await StartAsync();
        var from = Number();
        var broken = await TurnAsync(node, Sms("bonjour", from));
        var others = Enumerable.Range(0, int.MaxValue).Select(i => $"+337{i:00000000}")
            .Where(
                number => SessionKeys.ShardOf(
                "shop", ChannelKind.Sms, SessionKeys.OnLine(Line, number)) == broken.Shard).Take(2).ToList();
        var sessions = new List<SessionId>();
        foreach (var other in others)
            sessions.Add(await TurnAsync(node, Sms("bonjour", other)));
        var redis = node.Redis.GetDatabase();
        await redis.KeyDeleteAsync(SessionKeys.Transcript(broken));
        await redis.ExecuteAsync("XADD", SessionKeys.Transcript(broken), "2-0", "at", "1", "entry", "{not json");

        var leases = await node.Outbox.ClaimAsync(broken.Shard, Minutes, 10);

        leases.Select(lease => lease.Delivery.Id.Session).ShouldBe(sessions, ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_delivers_knows_where_to_and_when_the_contact_last_wrote()
    {
        await using var node = await StartAsync();
        var sentAt = DateTimeOffset.FromUnixTimeMilliseconds(
            DateTimeOffset.UtcNow.AddHours(-3).ToUnixTimeMilliseconds());
        var from = Number();
        var session = await TurnAsync(
            node,
            Sms("bonjour", from) with { Channel = ChannelKind.WhatsApp, ReplyTo = "FR.8A7B6C5D4E", SentAt = sentAt });

        var lease = await ClaimedAsync(node, session);

        lease.Delivery.Session.ShouldSatisfyAllConditions(
            found => found.Line.ShouldBe(Line), found => found.Address.ShouldBe(from),
            found => found.ReplyTo.ShouldBe("FR.8A7B6C5D4E"),
            found => found.LastInboundAt.ShouldBe(sentAt), found => found.Workspace.ShouldBe("shop"),
            found => found.Channel.ShouldBe(ChannelKind.WhatsApp));
        lease.Delivery.Entry.Text.ShouldBe("re: bonjour");
        lease.Since.ShouldBe(lease.Delivery.Entry.At);
        lease.Delivery.Now.ShouldBeGreaterThanOrEqualTo(lease.Since);
    }

    [Fact]
    public async Task An_old_message_that_comes_late_does_not_make_the_contact_silent_for_longer()
    {
        await using var node = await StartAsync();
        var from = Number();
        await TurnAsync(node, Sms("bonjour", from));
        var session = await TurnAsync(
            node, Sms("perdu", from) with { SentAt = DateTimeOffset.UtcNow.AddHours(-30), ReplyTo = "+33611111111" });

        var found = (await ClaimedAsync(node, session)).Delivery.Session;

        found.LastInboundAt.ShouldNotBeNull().ShouldBeGreaterThan(found.CreatedAt.AddMinutes(-1));
        found.ReplyTo.ShouldBe("+33611111111");
    }

    [Fact]
    public async Task Two_lines_are_two_conversations_of_the_same_address()
    {
        await using var node = await StartAsync();
        var from = Number();
        var one = await TurnAsync(node, Sms("un", from));
        var two = await TurnAsync(node, Sms("deux", from) with { Line = "+33900000003" });

        one.ShouldNotBe(two);
        (await ClaimedAsync(node, one)).Delivery.Session.Line.ShouldBe(Line);
        (await ClaimedAsync(node, two)).Delivery.Session.Line.ShouldBe("+33900000003");
        (await node.Engine.FindAsync("shop", ChannelKind.Sms, from, Line)).ShouldBe(one);
    }

    [Fact]
    public async Task What_is_on_the_screen_of_the_turn_comes_with_its_entry_only()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await node.Previews.WriteAsync(new TurnId(session, 1), "message 7");
        await OperatorAsync(node, session, "deux");

        (await DeliverAsync(node, session)).Delivery.Preview.ShouldBe("message 7");
        (await ClaimedAsync(node, session)).Delivery.Preview.ShouldBeNull();
    }
}
