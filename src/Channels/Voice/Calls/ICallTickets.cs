namespace Gateway.Channels.Voice.Calls;

/// <summary>Hands out what a socket must show before it is a call.</summary>
public interface ICallTickets
{
    /// <summary>Makes a ticket for a call that was answered by a verified webhook.</summary>
    /// <returns>A word of at least 128 bits that nobody can guess; letters, digits, hyphens and underscores.</returns>
    Task<string> IssueAsync(CallTicket ticket, CancellationToken cancellationToken);

    /// <summary>Takes a ticket: whoever takes it a second time gets nothing.</summary>
    /// <param name="ticket">The word, as the socket brought it.</param>
    /// <param name="callSid">The call that the socket says it is.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Null when it was never issued, is used up, too old, or another call's.</returns>
    Task<CallTicket?> TakeAsync(string ticket, string callSid, CancellationToken cancellationToken);
}
