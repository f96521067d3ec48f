namespace Gateway.Channels.Voice.Calls;

/// <summary>
/// What is known of a call apart from its session: how our part of it ended, which decides what Twilio is told to do
/// with the caller next.
/// </summary>
public interface ICallBook
{
    /// <summary>
    /// Notes how it ended, before the socket is closed: the network asks as soon as it is. The first word counts, and a
    /// second is not an error.
    /// </summary>
    /// <param name="callSid">Twilio's id of the call.</param>
    /// <param name="ending">How.</param>
    /// <param name="cancellationToken">Gives it up; the network then takes it that we died.</param>
    Task EndAsync(string callSid, CallEnding ending, CancellationToken cancellationToken);

    /// <summary>What was noted; null when nothing was: the call still runs, or whoever had it died.</summary>
    Task<CallEnding?> FindEndingAsync(string callSid, CancellationToken cancellationToken);
}
