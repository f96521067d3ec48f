using Gateway.Sessions.Deliveries;

namespace Gateway.Sessions.Tests.Model;

/// <summary>An outbound message as it ought to be.</summary>
internal sealed class ModelMessage
{
    public OutboundState State { get; set; } = OutboundState.Waiting;

    public string? ExternalId { get; set; }

    public int UnknownSends { get; set; }

    public int Looks { get; set; }

    public bool IsKnown => State >= OutboundState.Sent;

    /// <summary>Ids under which the provider has taken it or may have.</summary>
    public HashSet<string> Ids { get; } = [];
}

/// <summary>An entry of the outbox as it ought to be.</summary>
internal sealed class ModelEntry(ModelLane lane, long seq, long answers)
{
    public ModelLane Lane => lane;

    public long Seq => seq;

    /// <summary>The contact's newest message it answers; 0 when nobody asked for it.</summary>
    public long Answers => answers;

    /// <summary>It waited while the contact had opted out, and does not go out because they opted in again.</summary>
    public bool IsRefused { get; set; }

    public List<ModelMessage> Messages { get; } = [];

    public int Attempts { get; set; }

    public bool IsOver { get; set; }

    public bool IsOpen { get; set; }

    public bool HasFailed { get; set; }

    public bool IsParked { get; set; }

    public ReceiptState HowFar()
    {
        if (Messages.Exists(message => message.State == OutboundState.Failed))
            return ReceiptState.Failed;
        if (IsOver && Messages.Exists(message => message.State == OutboundState.Unknown))
            return ReceiptState.Unknown;
        var least = Messages.Count == 0 ? OutboundState.Waiting : Messages.Min(message => message.State);
        return least switch
        {
            OutboundState.Sent => ReceiptState.Sent,
            OutboundState.Delivered => ReceiptState.Delivered,
            OutboundState.Read => ReceiptState.Read,
            _ => HasFailed ? ReceiptState.Failed : ReceiptState.Queued,
        };
    }

    public void UnparkIfKnown()
    {
        if (Messages.Exists(message => message.State is OutboundState.Failed or OutboundState.Unknown))
            return;
        HasFailed = IsOpen = IsParked = false;
    }
}

/// <summary>A session's lane as it ought to be: no Redis, no time, no concurrency.</summary>
internal sealed class ModelLane(SessionId session, string address)
{
    public SessionId Session => session;

    public string Address => address;

    public long LastSeq { get; set; } = 1;

    public long ContactSeq { get; set; } = 1;

    public long? StopSeq { get; set; }

    /// <summary>After an opt-out: answers to what was said there or later may go out.</summary>
    public long? ClosedSince { get; set; }

    public List<ModelEntry> Entries { get; } = [];

    public List<ModelEntry> Outbox { get; } = [];

    public long Fence { get; set; }

    public bool IsLeased { get; set; }

    public Ready Ready { get; set; }

    public void Say(bool isUnasked)
    {
        var entry = new ModelEntry(this, ++LastSeq, isUnasked || StopSeq == ContactSeq ? 0 : ContactSeq);
        Entries.Add(entry);
        Outbox.Add(entry);
        if (Ready == Ready.Never)
            Ready = Ready.Now;
    }

    public void Write(ConsentKeyword? keyword)
    {
        ContactSeq = ++LastSeq;
        if (keyword == ConsentKeyword.Stop)
            StopSeq = ClosedSince = ContactSeq;
        else if (keyword == ConsentKeyword.Start)
        {
            if (ClosedSince is { } since)
                Entries.ForEach(entry => entry.IsRefused |= entry.Answers < since);
            StopSeq = ClosedSince = null;
        }
    }

    public bool Tell(bool optedOut)
    {
        if (optedOut == ClosedSince is not null)
            return false;
        ClosedSince = optedOut ? LastSeq + 1 : null;
        return true;
    }

    public ModelDelivery Grant(DeliveryLease real)
    {
        Fence++;
        IsLeased = true;
        Ready = Ready.Later;
        return new ModelDelivery(Outbox[0], Fence, real);
    }

    public void Release(Ready ready)
    {
        IsLeased = false;
        Ready = Outbox.Count == 0 ? Ready.Never : ready;
    }

    public bool MayGo(ModelEntry entry) => !entry.IsRefused && MayAnswer(entry);

    private bool MayAnswer(ModelEntry entry) =>
        ClosedSince is not { } since || (entry.Answers > 0 && entry.Answers >= since);
}

/// <summary>A lease that was granted at some time.</summary>
internal sealed record ModelDelivery(ModelEntry Entry, long Fence, DeliveryLease Real)
{
    private bool IsHeard => Entry.Lane.IsLeased && Entry.Lane.Fence == Fence;

    public BeginOutcome Begin(int index, int wires)
    {
        var lane = Entry.Lane;
        if (!IsHeard)
            return BeginOutcome.Lost;
        if (!lane.MayGo(Entry))
            return BeginOutcome.OptedOut;
        if (wires > 0)
        {
            Entry.Messages.Clear();
            for (var i = 0; i < wires; i++)
                Entry.Messages.Add(new ModelMessage());
        }

        if (Entry.Messages[index].State != OutboundState.Waiting)
            return BeginOutcome.Already;
        Entry.Messages[index].State = OutboundState.Sending;
        lane.Ready = Ready.Later;
        return BeginOutcome.Begun;
    }

    public DeliveryProgress End(int index, Said said, string id)
    {
        var lane = Entry.Lane;
        if (!IsHeard)
            return DeliveryProgress.Lost;
        var message = Entry.Messages.ElementAtOrDefault(index);
        var goesOn = message is { IsKnown: true }
            && said is Said.Again or Said.Unknown or Said.NotFound or Said.Resend or Said.LeaveOpen;
        if (said == Said.Hold || (!goesOn && said is Said.Again or Said.Unknown or Said.NotFound or Said.Resend))
            return Pause(message, said);
        if (goesOn || said == Said.Sent)
            GoOn(message!, said, id);
        else if (said == Said.LeaveOpen)
            (message!.State, Entry.IsOpen) = (OutboundState.Unknown, true);

        var isFailed = said is Said.Fail or Said.Drop;
        if (isFailed)
        {
            foreach (var one in Entry.Messages.Where(
                one => one.State is OutboundState.Waiting or OutboundState.Sending))
                one.State = OutboundState.Failed;
            Entry.HasFailed = true;
            Entry.IsParked |= said == Said.Fail;
        }
        else if (index + 1 < Entry.Messages.Count)
        {
            return DeliveryProgress.Next;
        }

        Entry.IsOver = true;
        if (Entry.IsOpen)
            Entry.IsParked = Entry.HasFailed = true;
        lane.Outbox.Remove(Entry);
        lane.Release(Ready.Now);
        return DeliveryProgress.Over;
    }

    private DeliveryProgress Pause(ModelMessage? message, Said said)
    {
        switch (said)
        {
            case Said.Again:
                message!.State = OutboundState.Waiting;
                Entry.Attempts++;
                break;
            case Said.Unknown:
                (message!.State, message.Looks) = (OutboundState.Unknown, 0);
                message.UnknownSends++;
                break;
            case Said.NotFound:
                message!.Looks++;
                break;
            case Said.Resend:
                (message!.State, message.Looks) = (OutboundState.Waiting, 0);
                break;
        }

        Entry.Lane.Release(Ready.Later);
        return DeliveryProgress.Paused;
    }

    private void GoOn(ModelMessage message, Said said, string id)
    {
        if (!message.IsKnown)
            message.State = OutboundState.Sent;
        if (said == Said.Sent)
        {
            var wasAnothers = message.State == OutboundState.Failed && message.ExternalId is { } other && other != id;
            message.ExternalId = id;
            if (wasAnothers)
            {
                message.State = OutboundState.Sent;
                Entry.UnparkIfKnown();
            }
        }

        Entry.Attempts = 0;
    }
}
