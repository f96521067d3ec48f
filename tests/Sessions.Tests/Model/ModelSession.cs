namespace Gateway.Sessions.Tests.Model;

/// <summary>Where a lease stands.</summary>
internal enum Holding
{
    /// <summary>No one has it: never granted, committed, failed or handed back.</summary>
    None,

    /// <summary>Its holder has it.</summary>
    Held,

    /// <summary>Its time is over; its holder may still commit as long as no one else has taken it.</summary>
    RunOut,
}

/// <summary>When a session may be claimed.</summary>
internal enum Ready
{
    Never,
    Later,
    Now,
}

/// <summary>A session as it ought to be.</summary>
internal sealed class ModelSession(SessionId id, string address)
{
    public SessionId Id => id;

    public string Address => address;

    public SessionStatus Status { get; set; } = SessionStatus.Open;

    public List<(EntryRole Role, string Text, string? TurnId)> Entries { get; } = [];

    public List<long> Inbox { get; } = [];

    /// <summary>Messages that are to be turns of their own.</summary>
    public HashSet<long> Alone { get; } = [];

    public long Turns { get; set; }

    public string? State { get; set; }

    public long Fence { get; set; }

    public int Attempts { get; set; }

    /// <summary>How many of the attempts ended with their node.</summary>
    public int Forgiven { get; set; }

    public Holding Lease { get; set; }

    public Ready Ready { get; set; }

    public bool Parked { get; set; }

    public (long Fence, long FirstSeq, bool WentOn)? LastCommit { get; set; }

    /// <summary>For each contact's entry the turns that answered it.</summary>
    public Dictionary<long, List<long>> AnsweredBy { get; } = [];

    /// <summary>Contact's entries that a person took out of the brain's hands.</summary>
    public HashSet<long> TakenOver { get; } = [];

    public long Add(EntryRole role, string text, string? turnId = null)
    {
        Entries.Add((role, text, turnId));
        return Entries.Count;
    }

    /// <summary>Lets it run again though it was given up.</summary>
    public void TakeBack(int attempts)
    {
        (Parked, Attempts, Forgiven) = (false, attempts, 0);
        Ready = Inbox.Count > 0 ? Ready.Now : Ready.Never;
    }

    public bool Holds(ModelLease lease) => lease.Fence == Fence && Lease != Holding.None;

    public void DropInbox()
    {
        TakenOver.UnionWith(Inbox);
        Inbox.Clear();
    }
}

/// <summary>A lease that was granted at some time.</summary>
internal sealed record ModelLease(ModelSession Session, long Fence, long Turn, IReadOnlyList<long> Messages, Redis.Lease Real);
