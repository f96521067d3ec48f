namespace Gateway.Sessions;

/// <summary>
/// The product's channels by the names they bear in workspace files, keys and metrics. What each of them is, and which
/// there are, its traits say.
/// </summary>
public static class ChannelKind
{
    /// <summary>The chat widget and <c>POST /chat</c>.</summary>
    public const string Web = "web";

    /// <summary>SMS through Twilio.</summary>
    public const string Sms = "sms";

    /// <summary>WhatsApp through Twilio.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>A Telegram bot.</summary>
    public const string Telegram = "telegram";

    /// <summary>Telephone calls.</summary>
    public const string Voice = "voice";
}
