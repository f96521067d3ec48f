using Gateway.Sessions;

namespace Gateway.Channels.Telegram;

/// <summary>What an update says, in our words.</summary>
internal abstract record TelegramEvent
{
    private TelegramEvent()
    {
    }

    /// <summary>Someone writes to the bot.</summary>
    /// <param name="Chat">Where.</param>
    /// <param name="ExternalId">The message's id: the number Telegram gives it, unique in its chat for ever; of a
    /// change that and the update's number.</param>
    /// <param name="Content">What, without the files.</param>
    /// <param name="Files">Its files, in order.</param>
    /// <param name="SentAt">When, or null.</param>
    /// <param name="Locale"><c>fr</c>, <c>en</c> or null.</param>
    public sealed record Message(
        TelegramAddress Chat, string ExternalId, MessageContent Content, IReadOnlyList<TelegramFile> Files,
        DateTimeOffset? SentAt, string? Locale) : TelegramEvent;

    /// <summary>Someone presses a button of ours.</summary>
    /// <param name="Chat">Where it stands; null when Telegram does not say.</param>
    /// <param name="QueryId">What has to be answered.</param>
    /// <param name="Data">What the button carries; may be old or forged.</param>
    /// <param name="MessageId">The message it stands below, or null.</param>
    /// <param name="Sender">Who pressed.</param>
    /// <param name="Locale"><c>fr</c>, <c>en</c> or null.</param>
    public sealed record Press(
        TelegramAddress? Chat, string QueryId, string? Data, int? MessageId, Sender Sender, string? Locale)
        : TelegramEvent;

    /// <summary>A person blocks the bot or lets it in again.</summary>
    public sealed record Consent(TelegramAddress Chat, ConsentKeyword Keyword, DateTimeOffset? At) : TelegramEvent;

    /// <summary>A group has become a supergroup, with another number.</summary>
    public sealed record Moved(long From, long To) : TelegramEvent;

    /// <summary>Nothing for us.</summary>
    /// <param name="Reason">A word for the counter.</param>
    public sealed record Unused(string Reason) : TelegramEvent;
}

/// <summary>A file of a message.</summary>
/// <param name="FileId">Telegram's name of it, good for this bot alone.</param>
/// <param name="ContentType">As the sender's device says, or what Telegram makes of this kind; or null.</param>
/// <param name="Name">As the sender's device says, or null.</param>
/// <param name="SizeBytes">As Telegram says, or null.</param>
internal sealed record TelegramFile(string FileId, string? ContentType, string? Name, long? SizeBytes);
