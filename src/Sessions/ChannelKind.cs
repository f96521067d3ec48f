namespace Gateway.Sessions;

/// <summary>The channels by the names they bear in workspace files, keys and metrics.</summary>
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

    /// <summary>Those on which what is written goes out through a provider, and so through the outbox.</summary>
    public static IReadOnlyList<string> Delivered { get; } = [Sms, WhatsApp, Telegram];

    /// <summary>Whether the contact sees or hears words as they come, and not only the whole answer.</summary>
    public static bool ShowsWords(string channel) => channel is Web or Telegram or Voice;

    /// <summary>Whether what is written there goes out through a provider.</summary>
    public static bool IsDelivered(string channel) => Delivered.Contains(channel);
}
