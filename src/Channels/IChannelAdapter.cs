using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels;

/// <summary>
/// A channel's way out. The delivery worker decides what is sent when, once, and in order; an adapter renders, calls
/// its provider, and says truly what became of the call.
/// </summary>
public interface IChannelAdapter
{
    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    string Channel { get; }

    /// <summary>What the channel can do.</summary>
    ChannelCapabilities Capabilities { get; }

    /// <summary>
    /// Renders an entry to the messages that will be sent. Pure: the same delivery gives the same messages. Called once
    /// for each delivery, and once more when the provider says that free text is not allowed any more
    /// (<see cref="OutboundContext.WindowClosed"/>).
    /// </summary>
    /// <returns>The messages in order, or why the entry cannot be said there.</returns>
    Rendering Render(OutboundContext context);

    /// <summary>How fast the provider lets us send this message.</summary>
    Pace PaceOf(OutboundContext context, OutboundMessage message);

    /// <summary>
    /// Hands one message to the provider: one request, no retry of its own, an end within 30 seconds.
    /// </summary>
    /// <exception cref="OperationCanceledException">The node stops; the message's fate is unknown.</exception>
    Task<SendOutcome> SendAsync(OutboundContext context, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Looks whether the provider has a message whose answer was lost.</summary>
    Task<FindOutcome> FindAsync(OutboundContext context, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a message whose answer was lost and that cannot be looked for may be handed over once more: it surely
    /// makes no second one. Mostly not.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    Task<bool> MayRepeatAsync(OutboundContext context, OutboundMessage message) => Task.FromResult(false);

    /// <summary>
    /// Whether the business would rather have a message read twice than not at all: one whose answer was lost and that
    /// cannot be looked for is then handed over once more. Mostly not: it is left to an operator.
    /// </summary>
    bool RepeatsUnknown(OutboundContext context) => false;
}

/// <summary>What an adapter knows when it renders and sends.</summary>
/// <param name="Delivery">What is delivered.</param>
/// <param name="Workspace">The business that says it.</param>
/// <param name="Channel">The business's channel it goes out by: kind and line are the session's.</param>
public sealed record OutboundContext(OutboundEntry Delivery, Workspace Workspace, WorkspaceChannel Channel)
{
    /// <summary>
    /// True when the provider has said that free text is not allowed any more, whatever our own clock thinks.
    /// </summary>
    public bool WindowClosed { get; init; }

    /// <summary>
    /// The provider's ids of the session's other messages, when one is looked for: it is none of these. Else empty.
    /// </summary>
    public IReadOnlyCollection<string> OthersSent { get; init; } = [];
}

/// <summary>What a channel can do.</summary>
/// <param name="MaxTextLength">The most UTF-16 units of one message.</param>
/// <param name="HasButtons">Whether choices are buttons; otherwise they are a numbered list.</param>
/// <param name="HasReceipts">Whether the provider tells what became of a message after it took it.</param>
/// <param name="CanFind">Whether a message whose answer was lost can be looked for.</param>
public sealed record ChannelCapabilities(int MaxTextLength, bool HasButtons, bool HasReceipts, bool CanFind);

/// <summary>What an entry was rendered to.</summary>
/// <param name="Messages">Messages in order, each in the adapter's own notation; empty when refused.</param>
/// <param name="Refusal">Why it cannot be said, or null.</param>
public sealed record Rendering(IReadOnlyList<string> Messages, Refusal? Refusal = null)
{
    /// <summary>It cannot be said there.</summary>
    public static Rendering Refused(string code, string words) => new([], new Refusal(code, words));
}

/// <summary>Why something is given up.</summary>
/// <param name="Code">The provider's code, or ours.</param>
/// <param name="Words">What it means and what can be done about it, for an operator.</param>
public sealed record Refusal(string Code, string Words);

/// <summary>What became of a call to the provider.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The provider has it, under that id.</summary>
    public sealed record Sent(string ExternalId) : SendOutcome;

    /// <summary>The provider surely does not have it and may take it later: 429, connection refused.</summary>
    /// <param name="Reason">A code for log and metric.</param>
    /// <param name="RetryAfter">How long the provider wants us to wait, or null.</param>
    /// <param name="Everyone">True when the sender as a whole must wait, not this conversation alone.</param>
    public sealed record NotTaken(string Reason, TimeSpan? RetryAfter = null, bool Everyone = false) : SendOutcome;

    /// <summary>It may have taken it: time-out, 5xx or a broken connection after the request had left.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;

    /// <summary>It will never take it.</summary>
    public sealed record Refused(Refusal Why) : SendOutcome;

    /// <summary>The contact has opted out at the provider or blocked us: an opt-out from now on.</summary>
    public sealed record OptedOut(Refusal Why) : SendOutcome;

    /// <summary>The credentials are wrong or the account is suspended: the whole channel waits for a person.</summary>
    public sealed record ChannelDown(Refusal Why) : SendOutcome;

    /// <summary>Free text is not allowed any more; the entry is rendered again.</summary>
    public sealed record OutsideWindow(Refusal Why) : SendOutcome;
}

/// <summary>Whether the provider has a message.</summary>
public abstract record FindOutcome
{
    private FindOutcome()
    {
    }

    /// <summary>It has, under that id.</summary>
    public sealed record Found(string ExternalId) : FindOutcome;

    /// <summary>It has not, as far as it can be seen now.</summary>
    public sealed record NotFound : FindOutcome;

    /// <summary>It could not be asked.</summary>
    public sealed record NotAsked(string Reason) : FindOutcome;
}
