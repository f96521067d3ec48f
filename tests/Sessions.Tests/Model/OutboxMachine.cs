using System.Globalization;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Redis;
using Shouldly;
using StackExchange.Redis;

namespace Gateway.Sessions.Tests.Model;

/// <summary>Takes each step on the outbox and on the model, and compares what they answer.</summary>
internal sealed class OutboxMachine(Node node)
{
    private const string Line = "+33900000002";

    private static readonly TimeSpan LongWhile = TimeSpan.FromMinutes(5);

    // The first two share a shard: a claim must keep them apart.
    private static readonly string[] Addresses =
        ["+33600000001",
            Enumerable.Range(0, int.MaxValue)
            .Select(i => $"+337{i:00000000}")
            .First(address => ShardOf(address) == ShardOf("+33600000001")), "+33600000003"];

    private readonly IDatabase _redis = node.Redis.GetDatabase();
    private readonly List<ModelLane> _lanes = [];
    private readonly List<ModelDelivery> _leases = [];
    private int _number;

    public async Task RunAsync(IEnumerable<OutboxStep> steps)
    {
        await _redis.ExecuteAsync("FLUSHDB");
        foreach (var address in Addresses)
        {
            var session = await node.AcceptAsAsync(
                Message(address, keyword: null), SessionId.New(ShardOf(address), DateTimeOffset.UtcNow));
            await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver);
            _lanes.Add(new ModelLane(session, address));
        }

        foreach (var step in steps)
            await TakeAsync(step);
        await CompareAsync();
        await DrainAsync();
        await CompareAsync();
    }

    private async Task TakeAsync(OutboxStep step)
    {
        switch (step)
        {
            case OutboxStep.Say say:
                var speaker = Lane(say.Session);
                var said = new NewEntry(
                    EntryRole.Operator,
                    Next("text"))
                { Class = say.IsUnasked ? MessageClass.Marketing : MessageClass.Reply };
                speaker.Say(say.IsUnasked);
                (await node.Engine.AppendAsync(speaker.Session, said)).ShouldBe(speaker.LastSeq);
                break;
            case OutboxStep.Write write:
                var writer = Lane(write.Session);
                writer.Write(write.Keyword);
                (await node.Engine.AcceptAsync(Message(writer.Address, write.Keyword))).Seq.ShouldBe(writer.LastSeq);
                break;
            case OutboxStep.Tell tell:
                var told = Lane(tell.Session);
                (await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, told.Address, tell.OptedOut))
                    .ShouldBe(told.Tell(tell.OptedOut));
                break;
            case OutboxStep.Claim claim:
                if (claim.IsLater)
                    await ElapseAsync(Lane(claim.Session));
                await ClaimAsync(Lane(claim.Session).Session.Shard);
                break;
            case OutboxStep.Begin begin when Lease(begin.Lease) is { } lease:
                await BeginAsync(lease, begin.Index, begin.Wires);
                break;
            case OutboxStep.End end when Lease(end.Lease) is { } lease:
                await EndAsync(lease, end.Index, end.Said);
                break;
            case OutboxStep.Tells tells:
                await ReceiveAsync(tells);
                break;
            case OutboxStep.Retry retry when Entry(retry.Session, retry.Entry) is { } entry:
                await RetryAsync(entry);
                break;
            case OutboxStep.Elapse elapse:
                await ElapseAsync(Lane(elapse.Session));
                break;
        }
    }

    private async Task ClaimAsync(int shard)
    {
        var due = _lanes.Where(lane => lane.Session.Shard == shard && lane.Ready == Ready.Now).ToList();
        (await node.Outbox.FindDueAsync())
            .Contains(shard)
            .ShouldBe(due.Count > 0, "the sweep finds what may be claimed, and nothing else");

        var leases = await node.Outbox.ClaimAsync(shard, LongWhile, 10);

        leases.Select(lease => lease.Delivery.Id.Session).ShouldBe(due.Select(lane => lane.Session), ignoreOrder: true);
        foreach (var lane in due)
        {
            var real = leases.Single(lease => lease.Delivery.Id.Session == lane.Session);
            var lease = lane.Grant(real);
            real.Fence.ShouldBe(lease.Fence);
            real.Delivery.Id.Seq.ShouldBe(lease.Entry.Seq, "the first of the outbox, and no other");
            real.Delivery.Attempts.ShouldBe(lease.Entry.Attempts);
            real.Delivery.Messages.Select(
                message => (message.State, message.ExternalId, message.UnknownSends, message.Looks))
                .ShouldBe(
                    lease.Entry.Messages.Select(
                    message => (message.State, message.ExternalId, message.UnknownSends, message.Looks)));
            _leases.Add(lease);
        }
    }

    private async Task BeginAsync(ModelDelivery lease, int? at, int wires)
    {
        var messages = lease.Entry.Messages;
        // A run renders where nothing was, or anew where the provider refused the first message outright.
        var renders = messages.Count == 0
            || (at is null && wires == 1
            && messages.TrueForAll(message => message is { IsKnown: false, UnknownSends: 0, ExternalId: null }));
        var count = renders ? Math.Max(1, wires) : 0;
        var index = renders ? 0 : Index(lease.Entry, at);
        string[] rendered = [.. Enumerable.Range(0, count).Select(_ => Next("wire"))];

        (await node.Outbox.BeginAsync(lease.Real, index, LongWhile, rendered)).ShouldBe(lease.Begin(index, count));
    }

    private async Task EndAsync(ModelDelivery lease, int? at, Said said)
    {
        // Of what was never rendered a run says that it holds it back or gives it up.
        if (lease.Entry.Messages.Count == 0 && said is not (Said.Hold or Said.Fail or Said.Drop))
            return;
        var index = Index(lease.Entry, at);
        // A run looks for, resends and leaves open what is unknown.
        if (said is Said.NotFound or Said.Resend or Said.LeaveOpen
            && lease.Entry.Messages[index].State is OutboundState.Waiting or OutboundState.Sending)
            return;
        var id = Next("SM");
        if (lease.Entry.Messages.ElementAtOrDefault(index) is { } message && said is Said.Sent)
            message.Ids.Add(id);

        var answer = await (said switch
        {
            Said.Sent => node.Outbox.SentAsync(lease.Real, index, id),
            Said.Again => node.Outbox.AgainAsync(lease.Real, index, LongWhile),
            Said.Unknown => node.Outbox.UnknownAsync(lease.Real, index, LongWhile),
            Said.NotFound => node.Outbox.NotFoundAsync(lease.Real, index, LongWhile),
            Said.Resend => ResendAsync(lease, index),
            Said.LeaveOpen => node.Outbox.LeaveOpenAsync(lease.Real, index, "unknown", "words"),
            Said.Hold => node.Outbox.HoldAsync(lease.Real, index, LongWhile),
            _ => node.Outbox.FailAsync(lease.Real, index, "code", "words", isParked: said == Said.Fail),
        });

        answer.ShouldBe(lease.End(index, said, id));
    }

    /// <summary>
    /// A resend is due at once; the model knows pauses only, so its lane is made to wait like the others.
    /// </summary>
    private async Task<DeliveryProgress> ResendAsync(ModelDelivery lease, int index)
    {
        var answer = await node.Outbox.ResendAsync(lease.Real, index);
        if (answer == DeliveryProgress.Paused)
        {
            var session = lease.Entry.Lane.Session;
            var later = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeMilliseconds();
            await _redis.SortedSetAddAsync(SessionKeys.OutboxReady(session.Shard), session.Value, later, When.Exists);
        }

        return answer;
    }

    private async Task ReceiveAsync(OutboxStep.Tells step)
    {
        if (Entry(step.Session, step.Entry) is not { Messages.Count: > 0 } entry)
            return;
        var index = step.Index % entry.Messages.Count;
        var message = entry.Messages[index];
        var id = step.Id switch
        {
            0 => null,
            1 => Next("SM"),
            _ => message.ExternalId ?? Next("SM"),
        };

        var answer = await node.Outbox.ReceiptAsync(
            new OutboundId(new DeliveryId(entry.Lane.Session, entry.Seq), index), id, step.State, "code", "words");

        var isForeign = message.ExternalId is not null && id is not null && id != message.ExternalId;
        answer.ShouldBe(!isForeign);
        if (isForeign)
            return;
        message.ExternalId ??= id;
        var (before, wasKnown) = (message.State, message.IsKnown);
        if (before == OutboundState.Failed || (wasKnown && step.State <= before)
            || (step.State == OutboundState.Failed && before is OutboundState.Delivered or OutboundState.Read))
            return;
        message.State = step.State;
        if (step.State == OutboundState.Failed)
            entry.IsParked = entry.HasFailed = true;
        else if (before == OutboundState.Unknown)
            entry.UnparkIfKnown();
        var lane = entry.Lane;
        if (!wasKnown && !lane.IsLeased && lane.Outbox.FirstOrDefault() == entry)
            lane.Ready = Ready.Now;
    }

    private async Task RetryAsync(ModelEntry entry)
    {
        (await node.Outbox.RetryAsync(new DeliveryId(entry.Lane.Session, entry.Seq))).ShouldBe(entry.IsParked);
        if (!entry.IsParked)
            return;
        entry.IsParked = entry.HasFailed = entry.IsOpen = entry.IsOver = entry.IsRefused = false;
        entry.Attempts = 0;
        foreach (var message in entry.Messages.Where(
            message => message.State is OutboundState.Failed or OutboundState.Unknown))
        {
            (message.State, message.ExternalId, message.UnknownSends, message.Looks) =
                (OutboundState.Waiting, null, 0, 0);
        }

        var lane = entry.Lane;
        lane.Outbox.Remove(entry);
        lane.Outbox.Insert(0, entry);
        if (lane.Ready == Ready.Never)
            lane.Ready = Ready.Now;
    }

    private async Task ElapseAsync(ModelLane lane)
    {
        if ((long)await _redis.HashGetAsync(SessionKeys.Session(lane.Session), "deliveryUntil") > 0)
            await _redis.HashSetAsync(SessionKeys.Session(lane.Session), "deliveryUntil", 1);
        await _redis.SortedSetAddAsync(SessionKeys.OutboxReady(lane.Session.Shard), lane.Session.Value, 1, When.Exists);
        if (lane.Ready == Ready.Later)
            lane.Ready = Ready.Now;
    }

    /// <summary>Lets time pass and everything be sent, until nothing waits any more.</summary>
    private async Task DrainAsync()
    {
        foreach (var lane in _lanes)
        {
            for (var rounds = 0; lane.Outbox.Count > 0; rounds++)
            {
                rounds.ShouldBeLessThan(1_000, $"session {lane.Session} waits for ever");
                await ElapseAsync(lane);
                await ClaimAsync(lane.Session.Shard);
                var lease = _leases.Last(lease => lease.Entry.Lane == lane);
                var messages = Math.Max(1, lease.Entry.Messages.Count);
                for (var index = 0; index < messages && lane.IsLeased; index++)
                {
                    await BeginAsync(lease, index, 1);
                    await EndAsync(lease, index, lane.MayGo(lease.Entry) ? Said.Sent : Said.Drop);
                }
            }
        }
    }

    private async Task CompareAsync()
    {
        foreach (var lane in _lanes)
        {
            var snapshot = (await node.Engine.ReadAsync(lane.Session, afterSeq: 0, 10_000))!;
            foreach (var entry in lane.Entries)
                snapshot.Entries[(int)entry.Seq - 1].Receipt.ShouldBe(entry.HowFar(), $"entry {entry.Seq}");
            (await _redis.ListRangeAsync(SessionKeys.Outbox(lane.Session)))
                .Select(seq => (long)seq)
                .ShouldBe(lane.Outbox.Select(entry => entry.Seq));
            var ready = await _redis.SortedSetScoreAsync(
                SessionKeys.OutboxReady(lane.Session.Shard), lane.Session.Value);
            (ready is not null).ShouldBe(lane.Ready != Ready.Never, "a lane that waits stands in the ready set");
            if (lane.Outbox.Count > 0)
                ready.ShouldNotBeNull("what waits is always found again");
            (await node.OptOuts.HasAsync("shop", ChannelKind.Sms, Line, lane.Address))
                .ShouldBe(lane.ClosedSince is not null);
        }

        (await node.Outbox.ListParkedAsync()).Select(parked => parked.Id).ShouldBe(
            _lanes.SelectMany(lane => lane.Entries)
                .Where(entry => entry.IsParked)
                .Select(entry => new DeliveryId(entry.Lane.Session, entry.Seq)), ignoreOrder: true);
    }

    private ModelLane Lane(int number) => _lanes[number % _lanes.Count];

    // Low numbers mean new leases, so that most steps concern one that is still held.
    private ModelDelivery? Lease(int number) => _leases.Count == 0 ? null : _leases[^(number % _leases.Count + 1)];

    private ModelEntry? Entry(int session, int number) =>
        Lane(session).Entries is { Count: > 0 } entries ? entries[^(number % entries.Count + 1)] : null;

    /// <summary>The message that is up, where none is named.</summary>
    private static int Index(ModelEntry entry, int? at)
    {
        if (entry.Messages.Count == 0)
            return 0;
        var up = entry.Messages.FindIndex(message => !message.IsKnown);
        return at % entry.Messages.Count ?? (up < 0 ? entry.Messages.Count - 1 : up);
    }

    private InboundMessage Message(string address, ConsentKeyword? keyword) => new()
    {
        Workspace = "shop",
        Channel = ChannelKind.Sms,
        Address = address,
        Line = Line,
        ExternalId = Next("in"),
        Content = new MessageContent("bonjour") { Keyword = keyword },
        Locale = "fr",
    };

    private string Next(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}{++_number}");

    private static int ShardOf(string address) =>
        SessionKeys.ShardOf("shop", ChannelKind.Sms, SessionKeys.OnLine(Line, address));
}
