namespace Gateway.Sessions;

/// <summary>
/// What the contact is told when a turn was given up: the engine knows that it must be said, the brain how.
/// </summary>
public interface IParkedWords
{
    /// <summary>
    /// Words for the contact, in the session's language: that there is no answer now, and that the message is kept.
    /// </summary>
    string Of(Session session);
}
