using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Asks for a bot's updates, on one node at a time. An update is confirmed by asking for the one after it, and that
/// only once it is durable; one that comes again after a change of nodes is known by its message.
/// </summary>
internal sealed partial class TelegramPollers(
    TelegramIntake intake, TelegramStates states, TelegramMetrics metrics, RedisDoor redis, NodeId node, Nodes nodes,
    IOptions<TelegramOptions> options,
    TimeProvider clock, ILogger<TelegramPollers> logger)
{
    private const int MostAtOnce = 100;
    private const int MostTries = 3;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(60);

    private readonly TimeSpan _poll = TimeSpan.FromSeconds(options.Value.PollSeconds);
    // As long as a call takes at most, and a little: what a dead node leaves waits for the rest of it.
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(
        options.Value.PollSeconds + options.Value.TimeoutSeconds + 5);

    /// <summary>Polls until it is cancelled.</summary>
    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The loop's boundary: whatever happens, the bot must go on being asked for.")]
    public async Task RunAsync(TelegramBot bot, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var isOurs = await IsOursAsync(bot, stopping);
                // The first request for updates is held open while there are none, and on a second node there is none.
                if (isOurs)
                    states.Up(bot.Workspace, bot.Channel, "polling");
                if (isOurs && await TryTakeLeaseAsync(bot))
                    await PollAsync(bot, stopping);
                else
                    await WaitAsync(LookAgain, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The node stops, or the bot is gone.
            }
            catch (Exception error)
            {
                Log.Failed(logger, error, bot.Line);
                await WaitAsync(LookAgain, stopping);
            }
        }

        await GiveLeaseBackAsync(bot);
    }

    /// <summary>Polls until the lease is lost.</summary>
    private async Task PollAsync(TelegramBot bot, CancellationToken stopping)
    {
        var backOff = new BackOff();
        for (int? offset = null; await ExtendLeaseAsync(bot);)
        {
            var answer = await bot.Client.AskAsync(
                new TelegramUpdates.Request
                {
                    Offset = offset,
                    Limit = MostAtOnce,
                    Timeout = (int)_poll.TotalSeconds,
                    AllowedUpdates = TelegramMapping.AllowedUpdates
                },
                stopping, longer: _poll);
            switch (answer)
            {
                case TelegramAnswer<JsonElement[]>.Done { Result: var updates }:
                    backOff.Reset();
                    states.Up(bot.Workspace, bot.Channel, "polling");
                    foreach (var json in updates)
                    {
                        if (TelegramUpdates.Read(json) is not { } update)
                            PassOver(bot, json);
                        else if (!await TakeAsync(bot, update, stopping))
                            return;
                        if (NumberOf(json) is { } number)
                            offset = number + 1;
                        else
                            await WaitAsync(backOff.Next(), stopping);
                    }

                    break;
                case TelegramAnswer<JsonElement[]>.Refused { Code: 409 } conflict when conflict.Says("webhook"):
                    // Of an earlier start with a public address.
                    Log.WebhookRemoved(logger, bot.Workspace.Id, bot.Line);
                    await bot.Client.AskAsync(new DeleteWebhookRequest(), stopping);
                    await WaitAsync(backOff.Next(), stopping);
                    break;
                case TelegramAnswer<JsonElement[]>.Refused { RetryAfter: { } wait }:
                    await WaitAsync(wait < LongestBackOff ? wait : LongestBackOff, stopping);
                    break;
                default:
                    states.Down(bot, answer);
                    await WaitAsync(backOff.Next(), stopping);
                    break;
            }
        }
    }

    private void PassOver(TelegramBot bot, JsonElement update)
    {
        metrics.Took("unreadable");
        Log.Unreadable(logger, NumberOf(update), bot.Line);
    }

    private static int? NumberOf(JsonElement update) =>
        update.ValueKind == JsonValueKind.Object && update.TryGetProperty("update_id", out var id)
            && id.TryGetInt32(out var number) ? number : null;

    /// <summary>Takes an update in, however long the store is away. False when the lease was lost meanwhile.</summary>
    private async Task<bool> TakeAsync(TelegramBot bot, Update update, CancellationToken stopping)
    {
        for (var tries = 1; ; tries++)
        {
            if (!await ExtendLeaseAsync(bot))
                return false;
            if (await TryTakeAsync(bot, update, isLastTry: tries >= MostTries, stopping) is true)
                return true;
            await WaitAsync(LookAgain, stopping);
        }
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "An update that cannot be dealt with must not hold up all the others for a day; it is logged and passed over.")]
    private async Task<bool> TryTakeAsync(TelegramBot bot, Update update, bool isLastTry, CancellationToken stopping)
    {
        try
        {
            return await intake.TakeAsync(bot, update, stopping);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            Log.NotTaken(logger, error, update.Id, bot.Line);
            if (isLastTry)
                metrics.Took("poison");
            return isLastTry;
        }
    }

    private async Task<bool> IsOursAsync(TelegramBot bot, CancellationToken stopping) =>
        states.IsOurs(bot, await bot.Client.AskAsync(new GetMeRequest(), stopping));

    // It may still be ours, when Redis was away for a while.
    private async Task<bool> TryTakeLeaseAsync(TelegramBot bot) =>
        await TakeLeaseAsync(bot) || await ExtendLeaseAsync(bot)
        || (await IsLeftBehindAsync(bot) && await TakeLeaseAsync(bot));

    private Task<bool> TakeLeaseAsync(TelegramBot bot) =>
        AskAsync(database => database.LockTakeAsync(TelegramKeys.Poller(bot.Id), node.Value, _lease));

    /// <summary>
    /// Takes the lease from a node that is gone: its rest would be most of a minute in which nobody asks.
    /// </summary>
    private async Task<bool> IsLeftBehindAsync(TelegramBot bot)
    {
        var holder = (string?)await redis.AskAsync(database => database.LockQueryAsync(TelegramKeys.Poller(bot.Id)));
        return holder is not null && !await nodes.LivesAsync(holder)
            && await AskAsync(database => database.LockReleaseAsync(TelegramKeys.Poller(bot.Id), holder));
    }

    private Task<bool> ExtendLeaseAsync(TelegramBot bot) =>
        AskAsync(database => database.LockExtendAsync(TelegramKeys.Poller(bot.Id), node.Value, _lease));

    private Task<bool> GiveLeaseBackAsync(TelegramBot bot) =>
        AskAsync(database => database.LockReleaseAsync(TelegramKeys.Poller(bot.Id), node.Value));

    // Who cannot ask has no lease.
    private async Task<bool> AskAsync(Func<IDatabase, Task<bool>> ask)
    {
        try
        {
            return await redis.AskAsync(ask);
        }
        catch (Exception error) when (error is SessionStoreUnavailableException or RedisException)
        {
            return false;
        }
    }

    private Task WaitAsync(TimeSpan time, CancellationToken stopping) =>
        Task.Delay(time, clock, stopping)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Longer and longer pauses, up to a minute.</summary>
    private sealed class BackOff
    {
        private TimeSpan _next = TimeSpan.FromSeconds(1);

        public void Reset() => _next = TimeSpan.FromSeconds(1);

        public TimeSpan Next()
        {
            var now = _next;
            _next = _next * 2 < LongestBackOff ? _next * 2 : LongestBackOff;
            return now;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The Telegram bot {Bot} could not be asked for updates; it is tried again")]
        public static partial void Failed(ILogger logger, Exception error, string bot);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Workspace {Workspace}: the Telegram bot {Bot} had a webhook, which is removed because this gateway has no public address")]
        public static partial void WebhookRemoved(ILogger logger, string workspace, string bot);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Update {Update} for the bot {Bot} could not be read and was passed over")]
        public static partial void Unreadable(ILogger logger, int? update, string bot);

        [LoggerMessage(Level = LogLevel.Error, Message = "Update {Update} for the bot {Bot} could not be dealt with")]
        public static partial void NotTaken(ILogger logger, Exception error, int update, string bot);
    }
}
