using Gateway.Sessions;

namespace Gateway.Channels.Voice.Placing;

/// <summary>Calls people. Nobody is called who may not be, nor twice for one thing.</summary>
public interface ICallPlacer
{
    /// <summary>
    /// Begins a conversation as a call of ours. What it is for is said by the brain, once somebody has picked up.
    /// </summary>
    /// <param name="request">
    /// On the channel <c>voice</c>, with a cause; its external id is unique in the workspace: the same twice is one
    /// call, for 26 hours.
    /// </param>
    /// <param name="cancellationToken">Gives up; what became of it is found out when it is asked for again.</param>
    /// <exception cref="ArgumentException">It is of another channel, or has no cause.</exception>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; it can be asked for again.</exception>
    Task<CallBegun> BeginAsync(BeginRequest request, CancellationToken cancellationToken);
}

/// <summary>What became of a call that was asked for.</summary>
/// <param name="Outcome">Which of the cases it is.</param>
public sealed record CallBegun(CallOutcome Outcome)
{
    /// <summary>Twilio's id of the call; null unless it was begun.</summary>
    public string? CallSid { get; init; }

    /// <summary>Its session; null unless one was opened for it.</summary>
    public SessionId? Session { get; init; }

    /// <summary>
    /// A word for why not: one of <see cref="Sessions.Workspaces.SendingPermission.Reason"/>, <c>line</c>,
    /// <c>mode</c>, <c>address</c>, <c>ownLine</c>, <c>publicUrl</c>, <c>pace</c>, or Twilio's code; null when it was
    /// begun.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>For <see cref="CallOutcome.Later"/> when it may be asked for again.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>How a call that was asked for fared.</summary>
public enum CallOutcome
{
    /// <summary>Twilio is calling.</summary>
    Begun,

    /// <summary>It was begun before.</summary>
    Duplicate,

    /// <summary>Not now, but later.</summary>
    Later,

    /// <summary>They may not be called, or it cannot be done as it stands.</summary>
    Refused,

    /// <summary>
    /// It may or may not have been begun. Asked for again in a minute, it is looked for first.
    /// </summary>
    Unknown,
}
