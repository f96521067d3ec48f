namespace Gateway.Channels.Telegram;

/// <summary>Whether Telegram comes to us or we go to it.</summary>
internal static class TelegramMode
{
    // "setWebhook", Bot API.
    private static readonly int[] Ports = [443, 80, 88, 8443];

    /// <summary>The start of the webhooks' addresses; null when Telegram cannot reach us.</summary>
    public static Uri? WebhookBase(PublicAddress address) =>
        address.Configured is { Scheme: "https" } home && Array.IndexOf(Ports, home.Port) >= 0 ? home : null;

    /// <summary>The address of a bot's webhook.</summary>
    public static string WebhookOf(Uri home, string bot) => $"{home.AbsoluteUri.TrimEnd('/')}/webhooks/telegram/{bot}";
}
