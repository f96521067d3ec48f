namespace Gateway.Sessions;

/// <summary>One message as a channel brought it, in our words, from a sender the channel has verified.</summary>
public sealed record InboundMessage
{
    /// <summary>Id of the workspace it was written to.</summary>
    public required string Workspace { get; init; }

    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>
    /// Who writes, in the channel's own terms (a visitor id, a telephone number, a chat id). Together with workspace and channel it
    /// leads to the sender's running session.
    /// </summary>
    public required string Address { get; init; }

    /// <summary>
    /// The session the sender was given, or null: then the address's running session is taken, and when there is none, or it is
    /// closed, a new one is opened.
    /// </summary>
    public SessionId? Session { get; init; }

    /// <summary>The channel's own id of the message, unique per channel and address. The same id twice is one message, for 30 days.</summary>
    public required string ExternalId { get; init; }

    /// <summary>What was sent.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>The language a session opened by this message starts in (<c>fr</c>, <c>en</c>), or null for the workspace's.</summary>
    public string? Locale { get; init; }

    /// <summary>How long to wait for more messages before a turn is run. Zero: at once.</summary>
    public TimeSpan Debounce { get; init; }

    /// <summary>The most messages the session may take in within a minute, or null for no limit.</summary>
    public int? PerMinute { get; init; }
}
