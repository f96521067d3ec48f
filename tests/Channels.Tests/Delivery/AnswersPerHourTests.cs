using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>How many paid messages a machine at the other end can cost.</summary>
public sealed class AnswersPerHourTests : DeliveryTest
{
    private const int Most = 5;

    private readonly ScriptedAdapter _adapter = new()
    {
        Paced = (_, _) => new Pace(100_000, 100_000, 100_000, 100_000) { AnswersPerHour = Most },
    };

    private int _messages;

    [Fact]
    public async Task A_contact_gets_no_more_answers_an_hour_over_all_nodes_and_the_rest_is_parked()
    {
        await using var here = await StartAsync(Answer);
        await using var there = await StartAsync(Answer);
        for (var round = 0; round < Most + 7; round++)
            await AnsweredAsync(
                round % 2 == 0 ? here : there, "+33600000001", round < Most ? ReceiptState.Sent : ReceiptState.Failed);

        _adapter.Accepted.Count.ShouldBe(Most);
        var parked = await here.Outbox.ListParkedAsync();
        parked.Count.ShouldBe(7);
        parked.ShouldAllBe(one => one.Code == "answersPerHour");
    }

    [Fact]
    public async Task Another_contact_an_operator_and_a_retry_by_hand_are_not_held_back()
    {
        await using var node = await StartAsync(Answer);
        var session = default(SessionId);
        for (var round = 0; round <= Most; round++)
            session = await AnsweredAsync(node, "+33600000001", round < Most ? ReceiptState.Sent : ReceiptState.Failed);

        await AnsweredAsync(node, "+33600000002", ReceiptState.Sent);
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "c'est moi"), ReceiptState.Sent);
        var parked = (await node.Outbox.ListParkedAsync()).Single();
        (await node.Outbox.RetryAsync(parked.Id)).ShouldBeTrue();
        await node.WaitForReceiptAsync(session, parked.Id.Seq, ReceiptState.Sent);
    }

    [Fact]
    public async Task What_confirms_an_opt_out_is_not_held_back()
    {
        await using var node = await StartAsync(
            turn => Answer(turn) with { ConfirmsStop = turn.Messages[^1].Text == "STOP" });
        for (var round = 0; round <= Most; round++)
            await AnsweredAsync(node, "+33600000001", round < Most ? ReceiptState.Sent : ReceiptState.Failed);

        await AnsweredAsync(node, "+33600000001", ReceiptState.Sent, "STOP");
    }

    [Fact]
    public async Task What_tells_a_contact_that_answers_pause_is_not_held_back()
    {
        await using var node = await StartAsync(
            turn => Answer(turn) with { SaysPause = turn.Messages[^1].Text == "encore" });
        for (var round = 0; round <= Most; round++)
            await AnsweredAsync(node, "+33600000001", round < Most ? ReceiptState.Sent : ReceiptState.Failed);

        await AnsweredAsync(node, "+33600000001", ReceiptState.Sent, "encore");
    }

    [Fact]
    public async Task A_message_that_is_tried_again_counts_once()
    {
        _adapter.Script(NotTaken(1), NotTaken(1), NotTaken(1), NotTaken(1));
        await using var node = await StartAsync(Answer);
        for (var round = 0; round < Most; round++)
            await AnsweredAsync(node, "+33600000001", ReceiptState.Sent);

        _adapter.Accepted.Count.ShouldBe(Most);
    }

    private static NewEntry Answer(Turn turn) => new(EntryRole.Agent, "bien reçu");

    private Task<DeliveryNode> StartAsync(Func<Turn, NewEntry> answer) => DeliveryNode.StartAsync(
        Redis.ConnectionString, _adapter,
        handler: new Handler((turn, _, _) => Task.FromResult(new TurnResult { Entries = [answer(turn)] })));

    private async Task<SessionId> AnsweredAsync(
        DeliveryNode node, string address, ReceiptState state, string text = "absent")
    {
        var accepted = await node.Engine.AcceptAsync(new InboundMessage
        {
            Workspace = "shop",
            Channel = ChannelKind.Sms,
            Address = address,
            Line = DeliveryNode.Line,
            ExternalId = $"m{++_messages}",
            Content = new MessageContent(text),
            Locale = "fr",
        });
        // The answer is there once its turn is committed.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await node.Engine.ReadAsync(accepted.Session, accepted.Seq, 1))!.Entries is [])
            await Task.Delay(5, deadline.Token);
        await node.WaitForReceiptAsync(accepted.Session, accepted.Seq + 1, state);
        return accepted.Session;
    }
}
