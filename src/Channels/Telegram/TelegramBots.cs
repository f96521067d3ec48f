using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Telegram;

/// <summary>The bots of the workspaces as they are being served now.</summary>
internal sealed class TelegramBots(
    IWorkspaces workspaces, TelegramHttp http, IOptions<TelegramOptions> options, TimeProvider clock)
{
    /// <summary>What is said of a channel whose token cannot be one.</summary>
    public const string BadToken =
        "the bot's token is not one: it must be the bot's number, a colon and a secret, as BotFather gives it";

    // A channel that is gone with its file's old state takes its client along.
    private readonly ConditionalWeakTable<WorkspaceChannel, TelegramClient> _clients = [];

    /// <summary>The workspaces' Telegram channels, each with its bot, or null when its token cannot be one.</summary>
    public IReadOnlyList<(Workspace Workspace, WorkspaceChannel Channel, TelegramBot? Bot)> All =>
        [.. from workspace in workspaces.All
            from channel in workspace.Channels
            where channel is { Kind: ChannelKind.Telegram, Line.Length: > 0 }
            select (workspace, channel, Of(workspace, channel))];

    /// <summary>The bot with that user name, in any case.</summary>
    public bool TryFind(string? line, [NotNullWhen(true)] out TelegramBot? bot)
    {
        bot = workspaces.TryGetByLine(ChannelKind.Telegram, line, out var workspace, out var channel)
            ? Of(workspace, channel)
            : null;
        return bot is not null;
    }

    /// <summary>The bot of a channel; null when its token cannot be one.</summary>
    public TelegramBot? Of(Workspace workspace, WorkspaceChannel channel)
    {
        var token = channel.SettingsOf<TelegramSettings>().Token;
        if (!_clients.TryGetValue(channel, out var client))
        {
            client = TelegramClient.For(token, options.Value, http.Client, clock);
            if (client is null)
                return null;
            client = _clients.GetValue(channel, _ => client);
        }

        return new TelegramBot(workspace, channel, client, TelegramVerifier.SecretOf(token!));
    }
}
