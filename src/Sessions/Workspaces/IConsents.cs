namespace Gateway.Sessions.Workspaces;

/// <summary>
/// What contacts agreed to receive, by channel. The records keep it; channels and brain ask and tell.
/// </summary>
public interface IConsents
{
    /// <summary>
    /// Writes down that someone opted out or in, and makes it hold for all addresses of the contact on that channel.
    /// Safe to say again: the same <see cref="ConsentEvent.Source"/> is one event.
    /// </summary>
    Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken);

    /// <summary>Whether a marketing message may be sent now, and if not, until when to wait.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="session">Whom it would go to, and by which channel.</param>
    /// <param name="class">Why it would be sent. A reply is always allowed here; opt-outs are kept by the
    /// engine.</param>
    /// <param name="now">The time it would be sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SendingPermission> MaySendAsync(
        Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Counts a marketing message that was handed to the provider. Safe to say again: the same source is one message.
    /// </summary>
    /// <param name="session">Whom it went to, and by which channel.</param>
    /// <param name="source">What was sent: the delivery's id.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task NoteSentAsync(Session session, string source, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>Someone's word about what they want to receive.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Channel">One of <see cref="ChannelKind"/>.</param>
/// <param name="Identities">By which the channel knows them; at least one.</param>
/// <param name="Keyword">Stop or Start.</param>
/// <param name="Source">Where it comes from, unique: a message's id, or <c>provider:{code}:{outbound id}</c>.</param>
/// <param name="At">When it was said.</param>
public sealed record ConsentEvent(
    string Workspace, string Channel, IReadOnlyList<ContactIdentity> Identities, ConsentKeyword Keyword, string Source,
    DateTimeOffset At)
{
    /// <summary>
    /// The message that says so, with its session; null when it was no message. Its own answer may still go out after a
    /// stop.
    /// </summary>
    public (Session Session, long Seq)? Message { get; init; }
}

/// <summary>Whether a message may be sent.</summary>
/// <param name="IsAllowed">True: now.</param>
/// <param name="NotBefore">When it is not allowed now but will be: then. Null: never.</param>
/// <param name="Reason">A word for logs and operators, such as <c>quietHours</c>, <c>noConsent</c>, <c>cap</c>; empty
/// when allowed.</param>
public readonly record struct SendingPermission(bool IsAllowed, DateTimeOffset? NotBefore, string Reason)
{
    /// <summary>Now.</summary>
    public static SendingPermission Allowed { get; } = new(true, null, "");
}
