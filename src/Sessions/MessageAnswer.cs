namespace Gateway.Sessions;

/// <summary>How a contact's message stands.</summary>
public enum MessageStanding
{
    /// <summary>A turn will answer it, or does so now.</summary>
    Waiting,

    /// <summary>
    /// It waits in a session that was given up: it is answered when that is tried again, which may take long.
    /// </summary>
    Parked,

    /// <summary>A committed turn has answered it, or none will: a person has the session, or had it then.</summary>
    Over,
}

/// <summary>What answers a contact's message.</summary>
/// <param name="Session">The session as it stands.</param>
/// <param name="Standing">How the message stands.</param>
/// <param name="Entries">
/// All that the turn wrote which answered it, oldest first; empty while there is none, and when that turn had nothing
/// to say.
/// </param>
public sealed record MessageAnswer(Session Session, MessageStanding Standing, IReadOnlyList<Entry> Entries);
