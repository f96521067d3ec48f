namespace Gateway.Channels.Telegram;

/// <summary>The few words that the channel says by itself, in the session's language.</summary>
internal sealed class TelegramWords
{
    private static readonly TelegramWords French = new()
    {
        Choose = "Choisissez\u00A0:",
        Stale = "Ce choix n'est plus valable.",
        Greeting = "Bonjour",
    };

    private static readonly TelegramWords English = new()
    {
        Choose = "Please choose:",
        Stale = "This choice is no longer available.",
        Greeting = "Hello",
    };

    /// <summary>Stands above buttons when nothing else does.</summary>
    public required string Choose { get; init; }

    /// <summary>Answers a button that leads nowhere any more; at most 200 characters.</summary>
    public required string Stale { get; init; }

    /// <summary>What someone is taken to say who presses Start.</summary>
    public required string Greeting { get; init; }

    /// <summary>The words of a language, <c>fr</c> or <c>en</c>.</summary>
    public static TelegramWords In(string? locale) => locale == "en" ? English : French;
}
