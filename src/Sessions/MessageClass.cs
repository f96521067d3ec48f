namespace Gateway.Sessions;

/// <summary>Why a message is allowed to be sent. Set by the flow that writes it, never by a model.</summary>
public enum MessageClass
{
    /// <summary>An answer to someone who just wrote.</summary>
    Reply,

    /// <summary>News of something the contact has ordered or booked.</summary>
    Service,

    /// <summary>Prospecting: wants consent, hours and measure.</summary>
    Marketing,
}
