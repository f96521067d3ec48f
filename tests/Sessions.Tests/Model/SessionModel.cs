namespace Gateway.Sessions.Tests.Model;

/// <summary>What the store promises, said plainly: no Redis, no time, no concurrency.</summary>
internal sealed class SessionModel(int maxAttempts, int mostMessages)
{
    private readonly Dictionary<string, ModelSession> _running = [];
    private readonly Dictionary<(string Address, string Message), (ModelSession Session, long Seq)> _seen = [];
    private readonly Dictionary<(ModelSession Session, string Message), long> _operatorSeen = [];
    private readonly Dictionary<(string Address, string Begin), (ModelSession Session, long Seq)> _begun = [];

    public List<ModelSession> Sessions { get; } = [];

    public ModelSession? RunningSession(string address) => _running.GetValueOrDefault(address);

    public ModelSession Open(SessionId id, string address)
    {
        var session = new ModelSession(id, address);
        Sessions.Add(session);
        _running[address] = session;
        return session;
    }

    /// <summary>
    /// What accept answers; a grant is due when the last is true. A null session is one that is yet to be opened.
    /// </summary>
    public (AcceptOutcome Outcome, ModelSession? Session, long Seq, bool Granted) Accept(
        string address, string message, ModelSession? named, SessionId candidate, string text, bool canRun,
        bool debounced, bool alone)
    {
        if (_seen.TryGetValue((address, message), out var seen))
            return (AcceptOutcome.Duplicate, seen.Session, seen.Seq, false);
        var session = named ?? RunningSession(address);
        if (named is null && session is null or { Status: SessionStatus.Closed })
            session = Open(candidate, address);
        if (session!.Status == SessionStatus.Closed)
            return (AcceptOutcome.SessionClosed, session, 0, false);

        var seq = session.Add(EntryRole.Contact, text);
        session.AnsweredBy[seq] = [];
        _seen[(address, message)] = (session, seq);
        foreach (var wake in session.Wakes.Values.Where(wake => wake.EndsWhenContactWrites).ToList())
            session.Wakes.Remove(wake.Name);
        if (session.Status == SessionStatus.HandedOver)
        {
            session.TakenOver.Add(seq);
            return (AcceptOutcome.Accepted, session, seq, false);
        }

        session.Inbox.Add(seq);
        if (alone)
            session.Alone.Add(seq);
        var granted = false;
        if (session.Parked)
        {
            session.TakeBack(attempts: 1);
        }
        else if (session.Lease == Holding.Held)
        {
            session.Ready = Ready.Later;
        }
        else if (session.Attempts > 0)
        {
            if (session.Ready == Ready.Never)
                session.Ready = Ready.Now;
        }
        else if (debounced)
        {
            session.Ready = Ready.Later;
        }
        else if (canRun)
        {
            granted = true;
        }
        else
        {
            session.Ready = Ready.Now;
        }

        return (AcceptOutcome.Accepted, session, seq, granted);
    }

    public ModelLease Grant(ModelSession session, Redis.Lease real)
    {
        session.Fence++;
        session.Attempts++;
        session.Lease = Holding.Held;
        session.Ready = Ready.Later;
        List<ModelWake> woken = [];
        if (session.IsWoken)
        {
            session.TakeWakes();
            woken = [.. session.Woken];
        }

        return new ModelLease(session, session.Fence, session.Turns + 1, Next(session, woken.Count > 0), woken, real);
    }

    /// <summary>
    /// A message that stands alone is a turn of its own; the others go together, and with what has woken the session.
    /// </summary>
    private List<long> Next(ModelSession session, bool isWoken) =>
        session.Inbox.Count > 0 && session.Alone.Contains(session.Inbox[0])
        ? isWoken ? [] : [session.Inbox[0]]
        : [.. session.Inbox.TakeWhile(seq => !session.Alone.Contains(seq)).Take(mostMessages)];

    /// <summary>How a message stands, and the places of what the turn wrote that answered it.</summary>
    public static (MessageStanding Standing, IEnumerable<long> Answer) FindAnswer(ModelSession session, long seq)
    {
        if (session.Inbox.Contains(seq))
            return (session.Parked ? MessageStanding.Parked : MessageStanding.Waiting, []);
        var turns = session.AnsweredBy[seq].Select(turn => new TurnId(session.Id, turn).ToString()).ToHashSet();
        return (MessageStanding.Over, Enumerable.Range(1, session.Entries.Count).Select(place => (long)place)
            .Where(place => session.Entries[(int)place - 1].TurnId is { } turn && turns.Contains(turn)));
    }

    /// <summary>The sessions of a shard that are due: which are to be granted, and which are given up.</summary>
    public (List<ModelSession> Granted, List<ModelSession> Parked) Claim(int shard)
    {
        List<ModelSession> granted = [], parked = [];
        foreach (var session in Sessions.Where(session => session.Id.Shard == shard && session.Ready == Ready.Now))
        {
            // Neither committed nor failed nor handed back: its node ended, which is not its fault.
            if (session.Lease != Holding.None)
                session.Forgiven++;
            if (session.Inbox.Count == 0 && !session.IsWoken)
            {
                session.Rest();
                session.Attempts = session.Forgiven = 0;
            }
            else if (session.Attempts - session.Forgiven >= maxAttempts || session.Forgiven >= 3 * maxAttempts)
            {
                session.Parked = true;
                session.Lease = Holding.None;
                session.Ready = Ready.Never;
                parked.Add(session);
            }
            else
            {
                granted.Add(session);
            }
        }

        return (granted, parked);
    }

    public static bool Renew(ModelLease lease)
    {
        if (!lease.Session.Holds(lease))
            return false;
        lease.Session.Lease = Holding.Held;
        lease.Session.Ready = Ready.Later;
        return true;
    }

    /// <summary>
    /// What commit answers. A first place of 0 means that the lease was lost; a grant is due when the second is true.
    /// </summary>
    public static (long FirstSeq, bool Granted) Commit(
        ModelLease lease, IReadOnlyList<string> entries, string state, SessionStatus? status,
        IReadOnlyList<(string Name, ModelWake? Wake)> wakes, bool canRun)
    {
        var session = lease.Session;
        if (session.Turns >= lease.Turn)
        {
            if (session.Turns != lease.Turn || session.LastCommit!.Value.Fence != lease.Fence)
                return (0, false);
            // Said again: had the first answer come with the next turn's lease, that lease is given once more.
            var unheard = canRun && session.LastCommit.Value.WentOn && session.Lease == Holding.Held &&
                session.Fence == lease.Fence + 1 &&
                (session.Inbox.Count > 0 || (session.MayWake && session.Woken.Count > 0));
            if (unheard)
                (session.Attempts, session.Forgiven, session.LastCommit) =
                    (0, 0, session.LastCommit.Value with { WentOn = false });
            return (session.LastCommit.Value.FirstSeq, unheard);
        }

        if (!session.Holds(lease))
            return (0, false);

        var first = session.Entries.Count + 1;
        foreach (var entry in entries)
            session.Add(EntryRole.Agent, entry, new TurnId(session.Id, lease.Turn).ToString());
        foreach (var seq in lease.Messages)
            session.AnsweredBy[seq].Add(lease.Turn);
        if (lease.Messages.Count > 0)
            session.Inbox.RemoveAll(seq => seq <= lease.Messages[^1]);
        foreach (var wake in lease.Wakes)
            session.Answered[wake] = session.Answered.GetValueOrDefault(wake) + 1;
        if (lease.Wakes.Count > 0)
            session.Woken.Clear();
        foreach (var (name, wake) in wakes)
        {
            session.Wakes.Remove(name);
            if (wake is not null)
                session.Wakes[name] = wake;
        }

        if (status is not null && session.Status is not (SessionStatus.Closed or SessionStatus.HandedOver))
            session.Status = status.Value;
        session.Turns = lease.Turn;
        session.State = state;
        session.Attempts = session.Forgiven = 0;
        session.LastCommit = (lease.Fence, first, false);
        if (session.Status is SessionStatus.HandedOver or SessionStatus.Closed)
            session.DropInbox();
        if (session.Status == SessionStatus.Closed)
            session.ForgetWakes();
        if (session.Inbox.Count == 0 && !session.IsWoken)
        {
            session.Lease = Holding.None;
            session.Rest();
            return (first, false);
        }

        if (canRun)
        {
            session.LastCommit = (lease.Fence, first, true);
            return (first, true);
        }

        session.Lease = Holding.None;
        session.Ready = Ready.Now;
        return (first, false);
    }

    public static bool Release(ModelLease lease)
    {
        var session = lease.Session;
        if (!session.Holds(lease))
            return false;
        session.Attempts = Math.Max(0, session.Attempts - 1);
        session.Lease = Holding.None;
        session.Ready = Ready.Now;
        return true;
    }

    /// <summary>True when the session is given up.</summary>
    public bool Fail(ModelLease lease)
    {
        var session = lease.Session;
        if (!session.Holds(lease))
            return false;
        session.Lease = Holding.None;
        session.Ready = Ready.Later;
        if (session.Attempts - session.Forgiven < maxAttempts)
            return false;
        session.Parked = true;
        session.Ready = Ready.Never;
        return true;
    }

    public static void Elapse(ModelSession session)
    {
        if (session.Lease == Holding.Held)
            session.Lease = Holding.RunOut;
        if (session.Ready == Ready.Later)
            session.Ready = Ready.Now;
        foreach (var wake in session.Wakes.Values)
            wake.At = 1;
    }

    public static WakeOutcome Wake(ModelSession session, ModelWake wake)
    {
        if (session.Status == SessionStatus.Closed)
            return WakeOutcome.SessionClosed;
        session.Wakes[wake.Name] = wake;
        session.Reschedule();
        return WakeOutcome.Set;
    }

    public static bool Cancel(ModelSession session, string name)
    {
        if (session.Status == SessionStatus.Closed || !session.Wakes.Remove(name))
            return false;
        session.Reschedule();
        return true;
    }

    public (BeginningOutcome Outcome, ModelSession Session, long Seq) Begin(
        string address, string name, SessionId candidate, string? text, ModelWake? wake)
    {
        if (_begun.TryGetValue((address, name), out var begun))
            return (BeginningOutcome.Duplicate, begun.Session, begun.Seq);
        var session = RunningSession(address);
        if (session is null or { Status: SessionStatus.Closed })
            session = Open(candidate, address);
        if (wake is not null && session.Status == SessionStatus.HandedOver)
            return (BeginningOutcome.HandedOver, session, 0);
        var seq = 0L;
        if (wake is null)
        {
            seq = session.Add(EntryRole.Operator, text!);
        }
        else
        {
            session.Wakes[wake.Name] = wake;
            session.Reschedule();
        }

        _begun[(address, name)] = (session, seq);
        return (BeginningOutcome.Begun, session, seq);
    }

    public (string Outcome, long Seq) Append(ModelSession session, string message, string text)
    {
        if (_operatorSeen.TryGetValue((session, message), out var seen))
            return ("duplicate", seen);
        if (session.Status == SessionStatus.Closed)
            return ("closed", 0);
        var seq = session.Add(EntryRole.Operator, text);
        _operatorSeen[(session, message)] = seq;
        return ("appended", seq);
    }

    public static bool ChangeStatus(ModelSession session, SessionStatus status)
    {
        if (session.Status == SessionStatus.Closed)
            return false;
        session.Status = status;
        if (status is SessionStatus.HandedOver or SessionStatus.Closed)
        {
            session.DropInbox();
            session.Attempts = session.Forgiven = 0;
            session.Parked = false;
            session.Ready = Ready.Never;
            if (status == SessionStatus.Closed)
                session.ForgetWakes();
        }
        else
        {
            session.Reschedule();
        }

        return true;
    }

    public static bool Unpark(ModelSession session)
    {
        if (!session.Parked)
            return false;
        session.TakeBack(attempts: 0);
        return true;
    }
}
