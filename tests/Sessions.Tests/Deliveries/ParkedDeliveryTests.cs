using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Redis;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Deliveries;

public sealed class ParkedDeliveryTests : OutboxTest
{
    [Fact]
    public async Task A_failed_entry_is_parked_with_its_code_and_the_next_one_goes_on()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");

        (await node.Outbox.FailAsync(lease, 0, "21211", "No such number.", isParked: true))
            .ShouldBe(DeliveryProgress.Over);

        (await node.Outbox.ListParkedAsync()).Single().ShouldSatisfyAllConditions(
            parked => parked.Id.ShouldBe(new DeliveryId(session, 2)), parked => parked.Code.ShouldBe("21211"),
            parked => parked.Words.ShouldBe("No such number."));
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Failed);
        (await ClaimedAsync(node, session)).Delivery.Id.Seq.ShouldBe(3);
    }

    [Fact]
    public async Task What_no_operator_has_to_see_is_failed_and_not_parked()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);

        (await node.Outbox.FailAsync(lease, 0, "optedOut", "words", isParked: false)).ShouldBe(DeliveryProgress.Over);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Failed);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
        (await node.Outbox.RetryAsync(lease.Delivery.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_retried_entry_goes_before_later_ones_and_is_shown_as_waiting_again()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        await OperatorAsync(node, session, "trois");
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        await node.Outbox.FailAsync(lease, 0, "30007", "words", isParked: true);

        (await node.Outbox.RetryAsync(lease.Delivery.Id)).ShouldBeTrue();
        (await node.Outbox.RetryAsync(lease.Delivery.Id)).ShouldBeFalse("it is not parked any more");

        (await WaitingAsync(node, session)).ShouldBe(["2", "3", "4"]);
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Queued);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
        var again = await DeliverAsync(node, session);
        again.Delivery.Id.ShouldBe(lease.Delivery.Id);
        again.Since.ShouldBeGreaterThan(again.Delivery.Entry.At);
        again.Delivery.Messages.Single().ShouldSatisfyAllConditions(
            message => message.State.ShouldBe(OutboundState.Waiting), message => message.Wire.ShouldBe("wire"));
        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Sent);
    }

    [Fact]
    public async Task An_entry_that_has_arrived_is_not_shown_as_waiting_when_it_is_sent_again()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "wire");
        // The receipt was faster than the answer, which said something else.
        await node.Outbox.ReceiptAsync(Message(lease), "SM1", OutboundState.Delivered);
        await node.Outbox.FailAsync(lease, 0, "30007", "words", isParked: true);
        await node.Outbox.RetryAsync(lease.Delivery.Id);

        (await ReceiptAsync(node, session, 2)).ShouldBe(ReceiptState.Delivered);
        (await ClaimedAsync(node, session)).Delivery.Messages.Single().State.ShouldBe(OutboundState.Delivered);
    }

    [Fact]
    public async Task Only_what_the_provider_does_not_surely_have_is_sent_again()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "a", "b", "c");
        await node.Outbox.SentAsync(lease, 0, "SM0");
        await BeginAsync(node, lease, 1);
        await node.Outbox.UnknownAsync(lease, 1, TimeSpan.Zero);
        lease = await ClaimedAsync(node, session);
        await node.Outbox.LeaveOpenAsync(lease, 1, "unknown", "words");
        await node.Outbox.FailAsync(lease, 2, "30007", "words", isParked: true);
        (await node.Outbox.RetryAsync(lease.Delivery.Id)).ShouldBeTrue();

        var again = await ClaimedAsync(node, session);

        again.Delivery.Messages.Select(message => (message.State, message.UnknownSends, message.ExternalId))
            .ShouldBe(
                [(OutboundState.Sent, 0, "SM0"), (OutboundState.Waiting, 0, null), (OutboundState.Waiting, 0, null)]);
    }

    [Fact]
    public async Task A_message_left_open_may_still_turn_out_to_have_arrived_when_a_later_one_fails()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await BeginAsync(node, lease, 0, "a", "b");
        await node.Outbox.UnknownAsync(lease, 0, TimeSpan.Zero);
        lease = await ClaimedAsync(node, session);
        await node.Outbox.LeaveOpenAsync(lease, 0, "unknown", "words");
        await node.Outbox.FailAsync(lease, 1, "30007", "words", isParked: true);

        await node.Outbox.ReceiptAsync(Message(lease), "SM0", OutboundState.Delivered);
        await node.Outbox.RetryAsync(lease.Delivery.Id);

        (await ClaimedAsync(node, session)).Delivery.Messages.Select(message => message.State)
            .ShouldBe([OutboundState.Delivered, OutboundState.Waiting]);
    }

    [Fact]
    public async Task A_retry_does_not_shorten_the_pause_of_a_message_that_waits()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        var failed = await ClaimedAsync(node, session);
        await BeginAsync(node, failed, 0, "wire");
        await node.Outbox.FailAsync(failed, 0, "30007", "words", isParked: true);
        var unknown = await ClaimedAsync(node, session);
        await BeginAsync(node, unknown, 0, "wire");
        await node.Outbox.UnknownAsync(unknown, 0, Minutes);

        (await node.Outbox.RetryAsync(failed.Delivery.Id)).ShouldBeTrue();

        (await ClaimAsync(node, session))
            .ShouldBeNull("a look that comes too early finds nothing, and the message would be sent twice");
        await ElapseAsync(node, session);
        (await DeliverAsync(node, session)).Delivery.Id.ShouldBe(failed.Delivery.Id);
        (await ClaimedAsync(node, session)).Delivery.Id.ShouldBe(unknown.Delivery.Id);
    }

    [Fact]
    public async Task A_retry_while_a_later_entry_is_on_its_way_waits_for_that_one()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        await OperatorAsync(node, session, "deux");
        var failed = await ClaimedAsync(node, session);
        await node.Outbox.FailAsync(failed, 0, "notRendered", "words", isParked: true);
        var later = await ClaimedAsync(node, session);
        await BeginAsync(node, later, 0, "wire");

        (await node.Outbox.RetryAsync(failed.Delivery.Id)).ShouldBeTrue();
        (await ClaimAsync(node, session)).ShouldBeNull();
        (await node.Outbox.SentAsync(later, 0, "SM1")).ShouldBe(DeliveryProgress.Over);

        (await DeliverAsync(node, session)).Delivery.Id.ShouldBe(failed.Delivery.Id);
        (await WaitingAsync(node, session)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_belonged_to_a_session_that_was_forgotten_is_not_parked_for_ever()
    {
        await using var node = await StartAsync();
        var session = await TurnAsync(node, Sms("bonjour", Number()));
        var lease = await ClaimedAsync(node, session);
        await node.Outbox.FailAsync(lease, 0, "30007", "words", isParked: true);
        var redis = node.Redis.GetDatabase();
        await redis.KeyDeleteAsync(SessionKeys.Session(session));

        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();

        (await redis.SortedSetLengthAsync(SessionKeys.ParkedDeliveries(session.Shard))).ShouldBe(0);
    }
}
