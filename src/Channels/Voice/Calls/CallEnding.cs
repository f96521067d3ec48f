namespace Gateway.Channels.Voice.Calls;

/// <summary>How our part of a call came to its end, and so what becomes of the caller.</summary>
/// <param name="Kind">What is done with them.</param>
/// <param name="Reason">Why, as a word for logs and metrics; null for a plain goodbye.</param>
public sealed record CallEnding(CallEndingKind Kind, string? Reason)
{
    /// <summary>All was said.</summary>
    public static CallEnding HangUp { get; } = new(CallEndingKind.HangUp, Reason: null);

    /// <summary>They leave a message.</summary>
    public static CallEnding Voicemail { get; } = new(CallEndingKind.Voicemail, Reason: null);

    /// <summary>They are put through to a person.</summary>
    /// <param name="reason"><c>asked</c>, <c>key</c>, <c>handed-over</c>, <c>speech</c>, …</param>
    public static CallEnding Transfer(string reason) => new(CallEndingKind.Transfer, reason);

    /// <summary>It ended without our doing.</summary>
    /// <param name="reason"><c>hung-up</c>, <c>socket</c>, …</param>
    public static CallEnding Lost(string reason) => new(CallEndingKind.Lost, reason);
}

/// <summary>What becomes of a caller when we have said our last word.</summary>
public enum CallEndingKind
{
    /// <summary>The call is over.</summary>
    HangUp,

    /// <summary>A person is dialled.</summary>
    Transfer,

    /// <summary>The socket or the caller went away; where a caller is still there, a person is dialled.</summary>
    Lost,

    /// <summary>They speak to a recorder.</summary>
    Voicemail,
}
