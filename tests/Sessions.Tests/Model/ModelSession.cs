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

    /// <summary>What waits to wake it, by name.</summary>
    public Dictionary<string, ModelWake> Wakes { get; } = [];

    /// <summary>
    /// What its running turn has taken of that, in order; a turn that is not committed is run again with it.
    /// </summary>
    public List<ModelWake> Woken { get; } = [];

    /// <summary>For each wake that a turn took how often a committed one answered it.</summary>
    public Dictionary<ModelWake, int> Answered { get; } = [];

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
        if (Inbox.Count > 0)
            Ready = Ready.Now;
        else
            Reschedule();
    }

    public bool Holds(ModelLease lease) => lease.Fence == Fence && Lease != Holding.None;

    public bool MayWake => Status is not (SessionStatus.HandedOver or SessionStatus.Closed);

    /// <summary>Whether the next turn has a wake to answer.</summary>
    public bool IsWoken => MayWake && (Woken.Count > 0 || Wakes.Values.Any(wake => wake.IsDue));

    /// <summary>Nothing is to be run now: it waits for its next wake.</summary>
    public void Rest() =>
        Ready = !MayWake
            || Wakes.Count == 0 ? Ready.Never : Wakes.Values.Any(wake => wake.IsDue) ? Ready.Now : Ready.Later;

    public void Reschedule()
    {
        if (Parked)
            return;
        if (Lease == Holding.Held)
            Ready = Ready == Ready.Never ? Ready.Later : Ready;
        else if (Inbox.Count == 0 && Attempts == 0 && Woken.Count > 0 && MayWake)
            Ready = Ready.Now;
        else if (Inbox.Count == 0 && Attempts == 0)
            Rest();
    }

    public void TakeWakes()
    {
        var due = Wakes.Values.Where(wake => wake.IsDue)
            .OrderBy(wake => wake.At)
            .ThenBy(wake => wake.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var wake in due)
            Wakes.Remove(wake.Name);
        Woken.AddRange(due);
    }

    public void ForgetWakes()
    {
        Wakes.Clear();
        Woken.Clear();
    }

    public void DropInbox()
    {
        TakenOver.UnionWith(Inbox);
        Inbox.Clear();
    }
}

/// <summary>A lease that was granted at some time.</summary>
internal sealed record ModelLease(
    ModelSession Session, long Fence, long Turn, IReadOnlyList<long> Messages, IReadOnlyList<ModelWake> Wakes,
    Redis.Lease Real);

/// <summary>A wake as it ought to be; of a beginning Redis says the time, which is that of no other.</summary>
internal sealed class ModelWake(string name, long at, bool endsWhenContactWrites, bool isBegin)
{
    public string Name => name;

    public long At { get; set; } = at;

    public bool EndsWhenContactWrites => endsWhenContactWrites;

    public bool IsBegin => isBegin;

    public bool IsDue => At < StoreMachine.FarAway;
}
