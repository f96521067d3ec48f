using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Live;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Deliveries;

public sealed class ReceiptTests : OutboxTest
{
    private static readonly (OutboundState State, ReceiptState Shown)[] Ups =
        [(OutboundState.Sent, ReceiptState.Sent), (OutboundState.Delivered, ReceiptState.Delivered),
            (OutboundState.Read, ReceiptState.Read)];

    [Fact]
    public async Task Receipts_come_in_any_order_and_twice_and_only_go_up()
    {
        await using var node = await StartAsync();
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1], [0, 0, 2, 2], [1, 1, 0, 0]])
        {
            var session = await TurnAsync(node, Sms("bonjour", Number()));
            var lease = await DeliverAsync(node, session);
            var highest = 0;
            foreach (var place in order)
            {
                (await node.Outbox.ReceiptAsync(Message(lease), "SM1", Ups[place].State)).ShouldBeTrue();
                highest = Math.Max(highest, place);
                (await ReceiptAsync(node, session, 2)).ShouldBe(Ups[highest].Shown);
            }
        }
    }

    [Fact]
    public async Task Failed_is_the_last_word_but_not_after_the_message_arrived()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await DeliverAsync(node, session);
        await node.Outbox.ReceiptAsync(
            Message(lease), "SM1", OutboundState.Failed, "30003", "The handset cannot be reached.");
        await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Delivered);
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Failed);
        (await node.Outbox.ListParkedAsync()).Single().ShouldSatisfyAllConditions(
            parked => parked.Code.ShouldBe("30003"), parked => parked.Words.ShouldBe("The handset cannot be reached."));

        var other = await TurnAsync(node, Sms("bonjour", Number()));
        lease = await DeliverAsync(node, other);
        await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Delivered);
        await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Failed, "30003");
        (await ReceiptAsync(node, other, 2)).ShouldBe(ReceiptState.Delivered);
        (await node.Outbox.ListParkedAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_receipt_may_be_faster_than_the_answer_to_the_sending()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");

        (await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Delivered)).ShouldBeTrue();
        (await ClaimAsync(node, session)).ShouldBeNull("the lease is out: its holder goes on");
        (await node.Outbox.SentAsync(lease, 0, "SM1")).ShouldBe(DeliveryProgress.Over);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Delivered);
    }

    [Theory]
    [InlineData("again")]
    [InlineData("unknown")]
    [InlineData("look")]
    [InlineData("resend")]
    [InlineData("open")]
    public async Task A_receipt_that_was_faster_is_not_undone(string what)
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Sent);

        (await (what switch
        {
            "again" => node.Outbox.AgainAsync(lease, 0, Minutes),
            "unknown" => node.Outbox.UnknownAsync(lease, 0, Minutes),
            "look" => node.Outbox.NotFoundAsync(lease, 0, Minutes),
            "resend" => node.Outbox.ResendAsync(lease, 0),
            _ => node.Outbox.LeaveOpenAsync(lease, 0, "unknown", "words"),
        })).ShouldBe(DeliveryProgress.Over);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Sent);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receipt_ends_the_wait_of_a_message_that_is_unknown()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        await node.Outbox.UnknownAsync(lease, 0, Minutes);
        var rung = 0;
        node.Outbox.Filled += shard => rung += shard == session.Shard ? 1 : 0;

        (await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Sent)).ShouldBeTrue();

        rung.ShouldBe(1);
        var next = await ClaimedAsync(node, session);
        next.Delivery.Messages.Single().ShouldSatisfyAllConditions(
            message => message.State.ShouldBe(OutboundState.Sent), message => message.ExternalId.ShouldBe("SM1"));
        (await node.Outbox.SentAsync(next, 0, "")).ShouldBe(DeliveryProgress.Over);
        (await ClaimedAsync(node, session)).Delivery.Id.Seq.ShouldBe(3);
    }

    [Fact]
    public async Task A_receipt_of_an_earlier_message_does_not_shorten_the_pause_of_a_later_one()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        var first = await DeliverAsync(node, session);
        var second = await ClaimedAsync(node, session);
        await BeginAsync(node, second, 0, "wire");
        await node.Outbox.AgainAsync(second, 0, Minutes);

        await node.Outbox.ReceiptAsync(Message(first), "SM1", OutboundState.Delivered);

        (await ClaimAsync(node, session)).ShouldBeNull();
    }

    [Fact]
    public async Task A_receipt_for_another_message_or_for_none_is_not_taken()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await DeliverAsync(node, session);

        (await node.Outbox.ReceiptAsync(Message(lease), "SM9", OutboundState.Read)).ShouldBeFalse();
        (await node.Outbox.ReceiptAsync(Message(lease, 1), "SM1", OutboundState.Read)).ShouldBeFalse();
        (await node.Outbox.ReceiptAsync(new OutboundId(new DeliveryId(session, 1), 0), "SM1", OutboundState.Read))
            .ShouldBeFalse();
        (await node.Outbox.ReceiptAsync(
            new OutboundId(new DeliveryId(SessionId.New(session.Shard, DateTimeOffset.UtcNow), 2), 0), "SM1",
            OutboundState.Read)).ShouldBeFalse();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(
            () => node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Unknown));

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Sent);
    }

    [Fact]
    public async Task An_entry_got_as_far_as_the_slowest_of_its_messages()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "a", "b");
        await node.Outbox.SentAsync(lease, 0, "SM0");
        await node.Outbox.ReceiptAsync(Message(lease), "SM0", OutboundState.Read);
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Queued);
        await BeginAsync(node, lease, 1);
        await node.Outbox.SentAsync(lease, 1, "SM1");
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Sent);
        await node.Outbox.ReceiptAsync(Message(lease, 1), "SM1", OutboundState.Delivered);
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Delivered);
        await node.Outbox.ReceiptAsync(Message(lease, 1), "SM1", OutboundState.Read);
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Read);
    }

    [Fact]
    public async Task Whoever_watches_sees_each_receipt_once_on_this_node_and_on_others()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var session = await TurnAsync(here, Sms("bonjour", Number()));
        Watcher near = new(), far = new();
        using var nearby = (await here.Engine.WatchAsync(session, near, 10))!.Value.Watching;
        using var faraway = (await there.Engine.WatchAsync(session, far, 10))!.Value.Watching;

        var lease = await DeliverAsync(here, session);
        foreach (var (state, _) in Ups.Concat(Ups))
            await here.Outbox.ReceiptAsync(Message(lease), "SM1", state);

        foreach (var watcher in (Watcher[])[near, far])
        {
            await watcher.WaitForAsync<ReceiptEvent>(live => live.Receipt.State == ReceiptState.Read);
            watcher.Events.OfType<ReceiptEvent>().Select(live => live.Receipt)
                .ShouldBe([new(2, ReceiptState.Sent), new(2, ReceiptState.Delivered), new(2, ReceiptState.Read)]);
        }
    }

    [Fact]
    public async Task What_was_left_open_and_arrived_after_all_waits_for_no_operator()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        await node.Outbox.UnknownAsync(lease, 0, TimeSpan.Zero);
        lease = await ClaimedAsync(node, session);
        await node.Outbox.LeaveOpenAsync(lease, 0, "unknown", "words");

        (await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Delivered)).ShouldBeTrue();

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Delivered);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
        (await node.Outbox.RetryAsync(lease.Delivery.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_left_open_and_is_known_before_the_entry_is_over_is_not_parked()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "a", "b");
        await node.Outbox.UnknownAsync(lease, 0, TimeSpan.Zero);
        lease = await ClaimedAsync(node, session);
        await node.Outbox.LeaveOpenAsync(lease, 0, "unknown", "words");
        await node.Outbox.ReceiptAsync(Message(lease), "SM0", OutboundState.Delivered);
        await BeginAsync(node, lease, 1);
        (await node.Outbox.SentAsync(lease, 1, "SM1")).ShouldBe(DeliveryProgress.Over);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Sent);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_failure_of_a_sending_that_was_repeated_does_not_speak_for_the_second_one()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        await node.Outbox.UnknownAsync(lease, 0, TimeSpan.Zero);
        lease = await ClaimedAsync(node, session);
        await node.Outbox.ResendAsync(lease, 0);
        lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease);

        await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Failed, "30003", "words");
        (await node.Outbox.SentAsync(lease, 0, "SM2")).ShouldBe(DeliveryProgress.Over);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Sent);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
        (await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Failed, "30003")).ShouldBeFalse();
        (await node.Outbox.ReceiptAsync(Message(lease), "SM2", OutboundState.Delivered)).ShouldBeTrue();
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Delivered);
    }
}
