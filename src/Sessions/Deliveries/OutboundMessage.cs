namespace Gateway.Sessions.Deliveries;

/// <summary>Where an outbound message stands.</summary>
public enum OutboundState
{
    /// <summary>Not handed to the provider, or refused for now.</summary>
    Waiting,

    /// <summary>
    /// Handed over; the provider's answer is not known yet. After a crash this is as good as <see cref="Unknown"/>.
    /// </summary>
    Sending,

    /// <summary>The provider may or may not have it. It is looked for before anything is sent again.</summary>
    Unknown,

    /// <summary>The provider has it.</summary>
    Sent,

    /// <summary>It is on the contact's device.</summary>
    Delivered,

    /// <summary>The contact has seen it.</summary>
    Read,

    /// <summary>It will not arrive.</summary>
    Failed,
}

/// <summary>One message as it goes to a provider. An entry is delivered as one of them or several, in order.</summary>
/// <param name="Id">Which one it is.</param>
/// <param name="Wire">As the channel's adapter rendered it, once and for all; opaque to everyone else.</param>
/// <param name="State">Where it stands.</param>
public sealed record OutboundMessage(OutboundId Id, string Wire, OutboundState State)
{
    /// <summary>The provider's id of it; null until known.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When it was last handed to the provider, by Redis's clock; null when it never was.</summary>
    public DateTimeOffset? HandedAt { get; init; }

    /// <summary>How often it was handed over without its fate being known for sure.</summary>
    public int UnknownSends { get; init; }

    /// <summary>How often an unknown one was looked for in vain since it was last handed over.</summary>
    public int Looks { get; init; }
}
