namespace Gateway.Sessions.Live;

/// <summary>What happened in a session.</summary>
public enum FeedKind
{
    /// <summary>The contact wrote.</summary>
    Message,

    /// <summary>An operator wrote, or a notice was written.</summary>
    Entry,

    /// <summary>A turn was committed.</summary>
    Turn,

    /// <summary>The session was opened, or its status changed.</summary>
    Status,

    /// <summary>Its assignee, labels or priority changed.</summary>
    Marks,

    /// <summary>
    /// Whoever follows was away for so long that some of it is forgotten: they must read the sessions anew. Of no
    /// session.
    /// </summary>
    Missed,
}

/// <summary>Something that happened in a workspace's sessions.</summary>
/// <param name="Kind">What.</param>
/// <param name="Session">In which session; default for <see cref="FeedKind.Missed"/>.</param>
/// <param name="At">When, by Redis's clock.</param>
public sealed record FeedEvent(FeedKind Kind, SessionId Session, DateTimeOffset At)
{
    /// <summary>Whether the session was opened by it.</summary>
    public bool IsNew { get; init; }

    /// <summary>First place of the transcript that it wrote; 0 when it wrote none.</summary>
    public long FromSeq { get; init; }

    /// <summary>Last place that it wrote; below <see cref="FromSeq"/> for a turn without words.</summary>
    public long ToSeq { get; init; }

    /// <summary>Number of the turn, or null when it was none.</summary>
    public long? Turn { get; init; }

    /// <summary>The session's status from then on.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>Where to go on after this event and all before it.</summary>
    public required FeedCursor Cursor { get; init; }
}
