using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Telegram;

/// <summary>What a workspace's file says of a bot.</summary>
public sealed record TelegramSettings : ChannelSettings
{
    /// <summary>The bot's token.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// Whether answers grow as native drafts, which leave nothing behind, or by edits of a message, whose beginning
    /// stays when a node dies while Telegram has it. Default: edits, which every app shows.
    /// </summary>
    public bool NativeDrafts { get; init; }

    /// <summary>
    /// Whether an answer whose fate nobody can find out is sent once more after a while, at the risk that it is read
    /// twice. Default: no, it is left to an operator.
    /// </summary>
    public bool RepeatUnknown { get; init; }

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => nameof(TelegramSettings);
}
