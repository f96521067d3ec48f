using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Telegram;

/// <summary>A bot that is being served.</summary>
/// <param name="Workspace">The business.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Client">Speaks as the bot.</param>
/// <param name="Secret">What Telegram's webhooks to it carry.</param>
internal sealed record TelegramBot(Workspace Workspace, WorkspaceChannel Channel, TelegramClient Client, string Secret)
{
    /// <summary>The bot's user name as the workspace writes it.</summary>
    public string Line => Channel.Line!;

    /// <summary>What the workspace's file says of it.</summary>
    public TelegramSettings Settings => Channel.SettingsOf<TelegramSettings>();

    /// <summary>The bot's number.</summary>
    public long Id => Client.BotId;
}
