namespace Gateway.Sessions.Tests.Model;

/// <summary>
/// One thing done to the store. Numbers name an address, a message, a session or a lease among those that are there
/// when the step is taken, so that any part of a sequence is a sequence too and a failing one can be made shorter.
/// </summary>
internal abstract record StoreStep
{
    /// <summary>A contact writes: to the address's session, or to one by name; perhaps for the second time.</summary>
    public sealed record Accept(int Address, int Message, int? Session, bool CanRun, bool Debounced, bool Alone)
        : StoreStep;

    /// <summary>A session is opened before its first message.</summary>
    public sealed record Open(int Address) : StoreStep;

    /// <summary>A node looks for sessions that are due.</summary>
    public sealed record Claim(int Address) : StoreStep;

    /// <summary>The holder of a lease, perhaps of an old one, gives a sign of life.</summary>
    public sealed record Renew(int Lease) : StoreStep;

    /// <summary>The holder of a lease, perhaps of an old one or for the second time, commits.</summary>
    public sealed record Commit(int Lease, int Entries, SessionStatus? Status, int? Changed, bool CanRun) : StoreStep;

    /// <summary>The holder of a lease, perhaps of an old one, hands it back.</summary>
    public sealed record Release(int Lease) : StoreStep;

    /// <summary>The turn of a lease, perhaps of an old one, throws.</summary>
    public sealed record Fail(int Lease) : StoreStep;

    /// <summary>Time passes: the session's lease, window or back-off is over.</summary>
    public sealed record Elapse(int Session) : StoreStep;

    /// <summary>An operator writes, perhaps for the second time.</summary>
    public sealed record Append(int Session, int Message) : StoreStep;

    /// <summary>An operator takes over, gives back or closes.</summary>
    public sealed record ChangeStatus(int Session, SessionStatus Status) : StoreStep;

    /// <summary>An operator lets a session that was given up run again.</summary>
    public sealed record Unpark(int Session) : StoreStep;

    /// <summary>A wake is set, or moved.</summary>
    public sealed record Wake(int Session, int Name, bool IsDue, bool EndsWhenContactWrites) : StoreStep;

    /// <summary>A wake is cancelled.</summary>
    public sealed record Cancel(int Session, int Name) : StoreStep;

    /// <summary>We begin a conversation, perhaps for the second time: with a turn, or with words as they are.</summary>
    public sealed record Begin(int Address, int Name, bool IsTurn) : StoreStep;

    /// <summary>Someone wants the running turn, or that one, to end early.</summary>
    public sealed record Interrupt(int Session, int? Turn) : StoreStep;

    /// <summary>Someone reads.</summary>
    public sealed record Read(int Session, int AfterSeq, int Count) : StoreStep;

    /// <summary>Redis forgets its scripts.</summary>
    public sealed record FlushScripts : StoreStep;
}
