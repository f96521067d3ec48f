using System.Runtime.CompilerServices;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Tells Telegram where to bring updates, when what it knows differs, and looks every minute whether it gets through.
/// </summary>
internal sealed partial class TelegramWebhooks(
    TelegramBots bots, TelegramStates states, PublicAddress address, IWorkspaces workspaces,
    IOptions<TelegramOptions> options, TimeProvider clock,
    ILogger<TelegramWebhooks> logger) : TelegramWatch(workspaces, clock)
{
    // Telegram's word about an attempt to reach us that is older says nothing about now.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _clock = clock;
    private readonly ConditionalWeakTable<WorkspaceChannel, Box> _setAt = [];
    private List<(Workspace Workspace, WorkspaceChannel Channel)> _known = [];

    protected override bool IsWanted => TelegramMode.WebhookBase(address) is not null;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        var all = bots.All;
        foreach (var (workspace, channel) in _known.Where(
            known => !all.Any(one => one.Workspace.Id == known.Workspace.Id && one.Channel.Line == known.Channel.Line)))
            states.Forget(workspace, channel);
        _known = [.. all.Select(one => (one.Workspace, one.Channel))];
        foreach (var (workspace, channel, bot) in all)
        {
            if (bot is null)
                states.Down(workspace, channel, TelegramBots.BadToken);
            else
                await LookAsync(bot, cancellationToken);
        }
    }

    protected override void Failed(Exception error) => Log.Failed(logger, error);

    private async Task LookAsync(TelegramBot bot, CancellationToken cancellationToken)
    {
        if (!await IsOurBotAsync(bot, cancellationToken))
            return;
        var answer = await bot.Client.AskAsync(new GetWebhookInfoRequest(), cancellationToken);
        if (answer is not TelegramAnswer<WebhookInfo>.Done { Result: { } info })
        {
            states.Down(bot, answer);
            return;
        }

        var url = TelegramMode.WebhookOf(TelegramMode.WebhookBase(address)!, bot.Line);
        if (Differs(info, url) || DoesNotKnowTheSecret(bot, info))
        {
            var set = await bot.Client.AskAsync(
                new SetWebhookRequest
                {
                    Url = url,
                    SecretToken = bot.Secret,
                    MaxConnections = options.Value.MaxConnections,
                    AllowedUpdates = TelegramMapping.AllowedUpdates,
                },
                cancellationToken);
            if (set is not TelegramAnswer<bool>.Done)
            {
                states.Down(bot, set);
                return;
            }

            _setAt.AddOrUpdate(bot.Channel, new Box(_clock.GetUtcNow()));
            Log.Registered(logger, bot.Workspace.Id, bot.Line);
        }
        else if (info is { PendingUpdateCount: > 0, LastErrorMessage: { } words } && IsRecent(info.LastErrorDate))
        {
            states.Down(
                bot.Workspace, bot.Channel, $"Telegram does not get through to {url}: {WellFormed.Line(words, 200)}");
            return;
        }

        states.Up(bot.Workspace, bot.Channel, "webhook");
    }

    /// <summary>Whether the token is the bot's; asked once for each channel.</summary>
    private async Task<bool> IsOurBotAsync(TelegramBot bot, CancellationToken cancellationToken)
    {
        if (_setAt.TryGetValue(bot.Channel, out _))
            return true;
        var answer = await bot.Client.AskAsync(new GetMeRequest(), cancellationToken);
        if (!states.IsOurs(bot, answer))
            return false;
        _setAt.AddOrUpdate(bot.Channel, new Box(DateTimeOffset.MinValue));
        return true;
    }

    private bool Differs(WebhookInfo info, string url) =>
        info.Url != url || info.MaxConnections != options.Value.MaxConnections ||
        !TelegramMapping.AllowedUpdates.ToHashSet().SetEquals(info.AllowedUpdates ?? []);

    // Telegram does not say which secret it holds. One of an earlier registration shows in our own refusals.
    private bool DoesNotKnowTheSecret(TelegramBot bot, WebhookInfo info) =>
        info.LastErrorMessage?.Contains("403", StringComparison.Ordinal) == true && IsRecent(info.LastErrorDate) &&
        _setAt.TryGetValue(bot.Channel, out var set) && info.LastErrorDate > set.At.UtcDateTime;

    private bool IsRecent(DateTime? time) => time is { } known && _clock.GetUtcNow().UtcDateTime - known < Recent;

    private sealed record Box(DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Workspace {Workspace}: the webhook of the Telegram bot {Bot} was registered")]
        public static partial void Registered(ILogger logger, string workspace, string bot);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The webhooks of the Telegram bots could not be looked after; it is tried again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
