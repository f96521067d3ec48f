namespace Gateway.Sessions;

/// <summary>
/// A conversation that we begin, on a channel whose provider delivers what we write, or in a call of ours.
/// </summary>
public sealed record BeginRequest
{
    /// <summary>Id of the workspace that begins it.</summary>
    public required string Workspace { get; init; }

    /// <summary>One of <see cref="ChannelKind"/>, not the web.</summary>
    public required string Channel { get; init; }

    /// <summary>The contact in the channel's own terms.</summary>
    public required string Address { get; init; }

    /// <summary>Our own end of it.</summary>
    public required string Line { get; init; }

    /// <summary>Where to write to in the provider's terms; null: the address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Language of a session that is opened by this, <c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>
    /// The beginner's own id of it, unique per channel, line and address: the same twice is one beginning, for 30 days.
    /// </summary>
    public required string ExternalId { get; init; }

    /// <summary>What is said as it is, without the brain; null where <see cref="Cause"/> is not.</summary>
    public NewEntry? Entry { get; init; }

    /// <summary>What the brain is to begin with; null where <see cref="Entry"/> is not.</summary>
    public Begin? Cause { get; init; }
}

/// <summary>How a beginning fared.</summary>
public enum BeginningOutcome
{
    /// <summary>It is durable: its turn will run, or its entry goes out, once.</summary>
    Begun,

    /// <summary>It was begun before under the same id.</summary>
    Duplicate,

    /// <summary>The contact has opted out on this line.</summary>
    OptedOut,

    /// <summary>The contact has never written, and on this channel may not be written to first.</summary>
    NeverWrote,

    /// <summary>An operator has the conversation; the brain is silent in it.</summary>
    HandedOver,

    /// <summary>More waits for this session than it may hold.</summary>
    Full,
}

/// <summary>The answer to a beginning.</summary>
/// <param name="Outcome">How it fared.</param>
/// <param name="Session">The session that has it; null where there is none.</param>
/// <param name="Seq">Place of the entry that was said; 0 where none was.</param>
public readonly record struct BeginResult(BeginningOutcome Outcome, SessionId? Session, long Seq);
