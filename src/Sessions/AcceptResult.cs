namespace Gateway.Sessions;

/// <summary>How an inbound message fared.</summary>
public enum AcceptOutcome
{
    /// <summary>It is durable and will be part of exactly one committed turn.</summary>
    Accepted,

    /// <summary>It had come before; <see cref="AcceptResult.Seq"/> is the place it was given then.</summary>
    Duplicate,

    /// <summary>The session named does not exist (any more).</summary>
    UnknownSession,

    /// <summary>The session named is closed.</summary>
    SessionClosed,

    /// <summary>The session belongs to someone else by now; nothing was stored.</summary>
    Superseded,

    /// <summary>
    /// More messages within a minute, an hour or a day than the channel allows, or more than its sender may store;
    /// nothing was stored.
    /// </summary>
    RateLimited,
}

/// <summary>The answer to an inbound message.</summary>
/// <param name="Outcome">How the message fared.</param>
/// <param name="Session">The session that has it.</param>
/// <param name="Seq">Its place in the transcript, from 1; 0 when nothing was stored.</param>
/// <param name="RetryAfter">When rate limited, how long to wait.</param>
public readonly record struct AcceptResult(AcceptOutcome Outcome, SessionId Session, long Seq, TimeSpan RetryAfter)
{
    /// <summary>
    /// When rate limited, which span of the session is full; null where it may not be stored, and otherwise.
    /// </summary>
    public LimitSpan? FullSpan { get; init; }
}
