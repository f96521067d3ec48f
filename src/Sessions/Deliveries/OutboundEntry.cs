namespace Gateway.Sessions.Deliveries;

/// <summary>An entry on its way to the contact, as it stood when its lease was granted.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Session">The session: channel, line, where to, and when the contact last wrote.</param>
/// <param name="Entry">What to say.</param>
/// <param name="Now">Redis's clock.</param>
public sealed record OutboundEntry(DeliveryId Id, Session Session, Entry Entry, DateTimeOffset Now)
{
    /// <summary>What it was rendered to; empty before its first attempt.</summary>
    public IReadOnlyList<OutboundMessage> Messages { get; init; } = [];

    /// <summary>How often in a row the message that is up was surely not taken by the provider.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// What the channel noted about the turn's words that are on the contact's screen already (<see cref="Previews"/>),
    /// or null.
    /// </summary>
    public string? Preview { get; init; }
}
