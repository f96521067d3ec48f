using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Redis;
using Shouldly;
using StackExchange.Redis;

namespace Gateway.Sessions.Tests.Deliveries;

/// <summary>
/// What the tests of the outbox share: a Redis of their own, a contact who writes by SMS, and a hand at Redis's time.
/// </summary>
public abstract class OutboxTest : OwnRedis
{
    protected const string Line = "+33900000002";

    /// <summary>Minutes enough that no lease runs out by itself during a test.</summary>
    protected static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    private protected Task<Node> StartAsync(ITurnHandler? handler = null) =>
        Node.StartAsync(
            Redis, handler ?? new Handler(AnswerAsync),
            options => (options.SweepMs, options.LeaseMs) = (60_000, 60_000));

    /// <summary>Answers like an echo, and says nothing where an operator has the session.</summary>
    private protected static Task<TurnResult> AnswerAsync(
        Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
        turn.Session.Status == SessionStatus.HandedOver
            ? Task.FromResult(new TurnResult())
            : Handler.Echo.RunAsync(turn, reply, cancellationToken);

    protected static string Number() => "+336" + string.Concat(Any.Id().Where(char.IsAsciiDigit)).PadRight(8, '0')[..8];

    protected static InboundMessage Sms(string text, string from, ConsentKeyword? keyword = null) => new()
    {
        Workspace = "shop",
        Channel = ChannelKind.Sms,
        Address = from,
        Line = Line,
        ExternalId = Any.Id(),
        Content = new MessageContent(text) { Keyword = keyword },
        Locale = "fr",
    };

    /// <summary>The contact writes and is answered: two entries more.</summary>
    private protected static async Task<SessionId> TurnAsync(Node node, InboundMessage message)
    {
        var accepted = await node.Engine.AcceptAsync(message);
        accepted.Outcome.ShouldBe(AcceptOutcome.Accepted);
        await Any.SettledAsync(node, accepted.Session, (int)accepted.Seq + 1);
        return accepted.Session;
    }

    /// <summary>An operator has the session and writes.</summary>
    private protected static async Task<long> OperatorAsync(
        Node node, SessionId session, string text, MessageClass purpose = MessageClass.Reply) =>
        (await node.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, text) { Class = purpose }))
            .ShouldNotBeNull();

    /// <summary>A session that an operator has, in which the contact has written once.</summary>
    private protected static async Task<SessionId> HandedOverAsync(Node node, string from)
    {
        var session = await TurnAsync(node, Sms("bonjour", from));
        await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver);
        await DeliverAsync(node, session);
        return session;
    }

    private protected static async Task<DeliveryLease?> ClaimAsync(Node node, SessionId session)
    {
        var leases = await node.Outbox.ClaimAsync(session.Shard, Minutes, 10);
        foreach (var other in leases.Where(lease => lease.Delivery.Id.Session != session))
            await node.Outbox.HoldAsync(other, 0, TimeSpan.Zero);
        return leases.SingleOrDefault(lease => lease.Delivery.Id.Session == session);
    }

    private protected static async Task<DeliveryLease> ClaimedAsync(Node node, SessionId session) =>
        (await ClaimAsync(node, session)).ShouldNotBeNull();

    private protected static Task<BeginOutcome> BeginAsync(
        Node node, DeliveryLease lease, int index = 0, params string[] wires) =>
        node.Outbox.BeginAsync(lease, index, Minutes, wires);

    /// <summary>Delivers the session's next entry as one message.</summary>
    private protected static async Task<DeliveryLease> DeliverAsync(
        Node node, SessionId session, string externalId = "SM1")
    {
        var lease = await ClaimedAsync(node, session);
        (await BeginAsync(node, lease, 0, "wire")).ShouldBe(BeginOutcome.Begun);
        (await node.Outbox.SentAsync(lease, 0, externalId)).ShouldBe(DeliveryProgress.Over);
        return lease;
    }

    /// <summary>The session's lane is due: its lease, or its pause, is over.</summary>
    private protected static async Task ElapseAsync(Node node, SessionId session)
    {
        var redis = node.Redis.GetDatabase();
        if ((long)await redis.HashGetAsync(SessionKeys.Session(session), "deliveryUntil") > 0)
            await redis.HashSetAsync(SessionKeys.Session(session), "deliveryUntil", 1);
        await redis.SortedSetAddAsync(SessionKeys.OutboxReady(session.Shard), session.Value, 1, When.Exists);
    }

    private protected static async Task<ReceiptState?> ReceiptAsync(Node node, SessionId session, long seq) =>
        (await node.Engine.ReadAsync(session, afterSeq: 0, 1_000))!.Entries.Single(entry => entry.Seq == seq).Receipt;

    private protected static async Task<string[]> WaitingAsync(Node node, SessionId session) =>
        [.. (await node.Redis.GetDatabase().ListRangeAsync(SessionKeys.Outbox(session))).Select(seq => (string)seq!)];

    protected static OutboundId Message(DeliveryLease lease, int index = 0) => new(lease.Delivery.Id, index);
}
