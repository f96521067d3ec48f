using System.Collections.Concurrent;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Says how the bots are doing: on <see cref="ChannelStates"/> always, in the log when one closes or opens.
/// </summary>
internal sealed partial class TelegramStates(ChannelStates states, ILogger<TelegramStates> logger)
{
    private readonly ConcurrentDictionary<(string Workspace, string Line), bool> _isUp = new();

    /// <summary>It works.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="how"><c>webhook</c> or <c>polling</c>.</param>
    public void Up(Workspace workspace, WorkspaceChannel channel, string how)
    {
        states.Report(new ChannelState(workspace.Id, ChannelKind.Telegram, channel.Line!, IsUp: true, how));
        if (IsNews(workspace, channel, isUp: true))
            Log.Opened(logger, workspace.Id, channel.Line!, how);
    }

    /// <summary>It does not.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="words">What is wrong, and what would mend it.</param>
    public void Down(Workspace workspace, WorkspaceChannel channel, string words)
    {
        states.Report(new ChannelState(workspace.Id, ChannelKind.Telegram, channel.Line!, IsUp: false, words));
        if (IsNews(workspace, channel, isUp: false))
            Log.Closed(logger, workspace.Id, channel.Line!, words);
    }

    /// <summary>It does not, by Telegram's word or silence.</summary>
    public void Down<T>(TelegramBot bot, TelegramAnswer<T> answer) => Down(bot.Workspace, bot.Channel, answer switch
    {
        TelegramAnswer<T>.Refused { Code: 401 or 404 } =>
            "Telegram does not accept the bot's token: put the one that BotFather shows into the workspace's file",
        TelegramAnswer<T>.Refused refused => $"Telegram says: {WellFormed.Line(refused.Description, 200)}",
        _ => "Telegram cannot be reached",
    });

    /// <summary>
    /// Whether a bot is the one that the workspace names, by Telegram's answer to who it is; says so when it is not.
    /// </summary>
    public bool IsOurs(TelegramBot bot, TelegramAnswer<User> answer)
    {
        if (answer is not TelegramAnswer<User>.Done { Result: { } user })
        {
            Down(bot, answer);
            return false;
        }

        if (string.Equals(user.Username, bot.Line, StringComparison.OrdinalIgnoreCase))
            return true;
        Down(
            bot.Workspace, bot.Channel,
            $"the token is of the bot {WellFormed.Line(user.Username, 64)}: put that name or the other bot's token into the workspace's file");
        return false;
    }

    /// <summary>The workspaces do not have it any more.</summary>
    public void Forget(Workspace workspace, WorkspaceChannel channel)
    {
        states.Forget(workspace.Id, ChannelKind.Telegram, channel.Line!);
        _isUp.TryRemove((workspace.Id, channel.Line!), out _);
    }

    private bool IsNews(Workspace workspace, WorkspaceChannel channel, bool isUp)
    {
        var isNews = true;
        _isUp.AddOrUpdate((workspace.Id, channel.Line!), isUp, (_, known) =>
        {
            isNews = known != isUp;
            return isUp;
        });
        return isNews;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information, Message = "Workspace {Workspace}: the Telegram bot {Bot} is open ({How})")]
        public static partial void Opened(ILogger logger, string workspace, string bot, string how);

        [LoggerMessage(
            Level = LogLevel.Error, Message = "Workspace {Workspace}: the Telegram bot {Bot} is closed: {Words}")]
        public static partial void Closed(ILogger logger, string workspace, string bot, string words);
    }
}
