using Gateway.Sessions;

namespace Gateway.Channels.Voice.Calls;

/// <summary>
/// What a verified webhook binds a socket to: the call that we answered, and for whom. Good once, for a minute.
/// </summary>
/// <param name="CallSid">Twilio's id of the call (<c>CA…</c>).</param>
/// <param name="Workspace">Id of the workspace whose line was called, or that calls.</param>
/// <param name="Line">Our number, E.164.</param>
/// <param name="Address">
/// The other side's number, E.164; <c>anonymous-</c> and the call's id where it is hidden.
/// </param>
/// <param name="Locale">Language it begins in, <c>fr</c> or <c>en</c>.</param>
public sealed record CallTicket(string CallSid, string Workspace, string Line, string Address, string Locale)
{
    /// <summary>The session of the call, opened when it was answered.</summary>
    public required SessionId Session { get; init; }

    /// <summary>Who called whom.</summary>
    public CallDirection Direction { get; init; } = CallDirection.Inbound;

    /// <summary>
    /// Who picked up a call of ours, as Twilio detects it: <c>human</c>, <c>machine_start</c>, …; null where that is
    /// not known.
    /// </summary>
    public string? AnsweredBy { get; init; }

    /// <summary>
    /// What is said first when the call comes back from somewhere (a transfer that nobody took) instead of the
    /// greeting; null at its beginning.
    /// </summary>
    public string? Resume { get; init; }

    /// <summary>
    /// What must be said before anything else, and may not be interrupted: that the call is recorded. Null: nothing.
    /// </summary>
    public string? Announcement { get; init; }
}
