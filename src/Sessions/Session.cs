namespace Gateway.Sessions;

/// <summary>Where a session stands.</summary>
public enum SessionStatus
{
    /// <summary>The brain answers.</summary>
    Open,

    /// <summary>The brain has asked for a person and still answers.</summary>
    Waiting,

    /// <summary>An operator has taken over; the brain is silent.</summary>
    HandedOver,

    /// <summary>Ended. Nothing more is taken in.</summary>
    Closed,
}

/// <summary>One conversation, as it stood when it was read from Redis.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Workspace">Id of the workspace it belongs to.</param>
/// <param name="Channel">One of <see cref="ChannelKind"/>.</param>
/// <param name="Address">The contact in the channel's own terms.</param>
/// <param name="Contact">Id of the identified contact, or null while it is a visitor.</param>
/// <param name="Locale">Language of the conversation, <c>fr</c> or <c>en</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="LastSeq">Place of the newest transcript entry; 0 for an empty transcript.</param>
/// <param name="CreatedAt">When it was opened, by Redis's clock.</param>
/// <param name="UpdatedAt">When its newest entry came, by Redis's clock.</param>
public sealed record Session(
    SessionId Id,
    string Workspace,
    string Channel,
    string Address,
    string? Contact,
    string Locale,
    SessionStatus Status,
    long LastSeq,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The generation a web session is opened in.</summary>
    public const long FirstGeneration = 1;

    /// <summary>
    /// Our end of the conversation: a telephone number (E.164) or a bot's user name; null on the web.
    /// </summary>
    public string? Line { get; init; }

    /// <summary>Where answers go, in the provider's terms.</summary>
    public string ReplyTo { get; init; } = Address;

    /// <summary>
    /// The signed-in user it belongs to, as the shop's own server names them; null for a visitor's, and on channels
    /// where the address is the person. Set once.
    /// </summary>
    public string? Owner { get; init; }

    /// <summary>
    /// Which generation of holders may come in: 1 when a web session is opened, one more when it becomes a user's. What
    /// was handed out in an earlier one opens nothing. 0 where nothing is handed out.
    /// </summary>
    public long Generation { get; init; }

    /// <summary>The operator who has it, or null.</summary>
    public string? Assignee { get; init; }

    /// <summary>What the people of the workspace sort it by; mostly empty.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How urgent it is to them.</summary>
    public SessionPriority Priority { get; init; } = SessionPriority.Normal;

    /// <summary>
    /// When the contact last wrote, by the provider's word or Redis's clock; null when they never did.
    /// </summary>
    public DateTimeOffset? LastInboundAt { get; init; }
}
