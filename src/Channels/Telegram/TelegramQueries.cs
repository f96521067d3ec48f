using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.Channels;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Requests;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Tells Telegram that the press of a button was heard, so that the button stops turning. Each press is answered once;
/// one that finds the queue full, or the node going, turns until Telegram gives up, and nothing else is lost.
/// </summary>
internal sealed partial class TelegramQueries(Limits limits, ILogger<TelegramQueries> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;
    private const int AtOnce = 4;

    // Telegram forgets a press after 150 seconds; a webhook that is repeated later finds nothing to answer.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Channel<(TelegramBot Bot, string Query, string? Words)> _queue =
        Channel.CreateBounded<(TelegramBot, string, string?)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Answers a press, unless it was answered before.</summary>
    /// <param name="bot">The bot that was pressed.</param>
    /// <param name="query">The press.</param>
    /// <param name="words">What to show for a moment, at most 200 characters, or null.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task AnswerAsync(TelegramBot bot, string query, string? words)
    {
        if (await limits.UseOnceAsync(
            "telegram-query", string.Create(CultureInfo.InvariantCulture, $"{bot.Id}:{query}"), Lifetime))
            _queue.Writer.TryWrite((bot, query, words));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RunAsync(stoppingToken)));

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var (bot, query, words) in _queue.Reader.ReadAllAsync(stopping))
                await AnswerAsync(bot, query, words, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "The loop's boundary: one press must not leave all later ones turning.")]
    private async Task AnswerAsync(TelegramBot bot, string query, string? words, CancellationToken stopping)
    {
        try
        {
            // Whatever Telegram says to it, there is nothing to be done: most likely that it came too late.
            await bot.Client.AskAsync(
                new AnswerCallbackQueryRequest { CallbackQueryId = query, Text = words }, stopping);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            Log.NotAnswered(logger, error, bot.Line);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning, Message = "A press of a button could not be answered to the bot {Bot}")]
        public static partial void NotAnswered(ILogger logger, Exception error, string bot);
    }
}
