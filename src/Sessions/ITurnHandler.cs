namespace Gateway.Sessions;

/// <summary>Answers turns. The brain is the one of the product; tests and the load generator bring their own.</summary>
public interface ITurnHandler
{
    /// <summary>
    /// Runs one turn. It may be run again under the same <see cref="Turn.Id"/> when its commit did not come about; side
    /// effects must carry a key that does not change with it, such as <see cref="TurnId.CallKey"/>, so that they happen
    /// once.
    /// </summary>
    /// <param name="turn">What to answer.</param>
    /// <param name="reply">Takes the answer piece by piece while it is worded.</param>
    /// <param name="cancellationToken">Ends the run when the lease is lost or the node shuts down.</param>
    /// <exception cref="Exception">Any: the turn is tried again later and parked after five tries.</exception>
    Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken);
}

/// <summary>Where a turn handler puts its words as they come.</summary>
public interface IReplyStream
{
    /// <summary>
    /// Hands a piece of the reply to everyone who watches the session. Never blocks and never fails the turn.
    /// </summary>
    /// <param name="text">The next piece; empty pieces are dropped.</param>
    void Write(string text);

    /// <summary>
    /// Cancelled when nobody is to hear more of this turn: the contact has stopped it or speaks, or an operator takes
    /// over. What is written from then on is dropped, and what was said until then is the turn's answer. Whoever runs
    /// the turn ends model calls and tools without effects by it, and lets a tool with effects end. Never cancelled
    /// where the turn is to be heard whole.
    /// </summary>
    CancellationToken Interrupted { get; }
}
