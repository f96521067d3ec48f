namespace Gateway.Sessions;

/// <summary>One message as a channel brought it, in our words, from a sender the channel has verified.</summary>
public sealed record InboundMessage
{
    /// <summary>Id of the workspace it was written to.</summary>
    public required string Workspace { get; init; }

    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>
    /// Who writes, in the channel's own terms (a visitor id, a telephone number, a chat id). Together with workspace,
    /// channel and <see cref="Line"/> it leads to the sender's running session.
    /// </summary>
    public required string Address { get; init; }

    /// <summary>
    /// Our own end of the conversation: the telephone number (E.164) or the bot's user name it was written to; null on
    /// the web. Two lines of one workspace are two conversations.
    /// </summary>
    public string? Line { get; init; }

    /// <summary>
    /// Where to answer, in the provider's terms, when that is not <see cref="Address"/>: the session remembers the
    /// newest one. Null: the address.
    /// </summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// When the provider took it in, or null for now. Only an outage of ours makes a difference; decides WhatsApp's
    /// 24-hour window.
    /// </summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>
    /// The session the sender was given, or null: then the address's running session is taken, and when there is none,
    /// or it is closed, a new one is opened.
    /// </summary>
    public SessionId? Session { get; init; }

    /// <summary>
    /// The generation of <see cref="Session"/> that the sender was let into: in another one nothing is taken. Null
    /// where the address decides, or someone speaks for the business.
    /// </summary>
    public long? Generation { get; init; }

    /// <summary>
    /// The channel's own id of the message, unique per channel, line and address. The same id twice is one message, for
    /// 30 days.
    /// </summary>
    public required string ExternalId { get; init; }

    /// <summary>What was sent.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>
    /// The language a session opened by this message starts in (<c>fr</c>, <c>en</c>); null where it opens none.
    /// </summary>
    public string? Locale { get; init; }

    /// <summary>How long to wait for more messages before a turn is run. Zero: at once.</summary>
    public TimeSpan Debounce { get; init; }

    /// <summary>
    /// Whether it is to be a turn of its own, because its sender waits for the answer to this very message. Others that
    /// wait together are one.
    /// </summary>
    public bool StandsAlone { get; init; }

    /// <summary>
    /// Whether it may be stored. False: what was taken in before is answered for, anything else is rate limited.
    /// </summary>
    public bool MayBeStored { get; init; } = true;

    /// <summary>The most messages the session may take in within a minute, or null for no limit.</summary>
    public long? PerMinute { get; init; }

    /// <summary>The most messages the session may take in within an hour, or null for no limit.</summary>
    public long? PerHour { get; init; }

    /// <summary>The most messages the session may take in within a day, or null for no limit.</summary>
    public long? PerDay { get; init; }
}
