using Gateway.Sessions.Deliveries;

namespace Gateway.Channels.WhatsApp;

/// <summary>
/// WhatsApp's rule that free text may be sent within 24 hours of what the contact last wrote, and templates only later.
/// </summary>
internal static class WhatsAppWindow
{
    // What is sent in the last minutes may arrive too late; what arrives too late is lost.
    private static readonly TimeSpan Length = TimeSpan.FromHours(24) - TimeSpan.FromMinutes(2);

    /// <summary>Whether free text may be sent now.</summary>
    public static bool IsOpen(OutboundEntry delivery) =>
        delivery.Session.LastInboundAt is { } last && delivery.Now - last < Length;
}
