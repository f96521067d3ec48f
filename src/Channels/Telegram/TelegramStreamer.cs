using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Shows contacts that an answer is being worded, and its words as they come. Nothing depends on it: the outbox
/// delivers the answer anyway.
/// </summary>
internal sealed partial class TelegramStreamer(
    TelegramBots bots, TelegramMoves moves, Previews previews, SessionReader sessions, OptOuts optOuts, Pacing pacing,
    TimeProvider clock,
    ILogger<TelegramStreamer> logger)
    : ITurnAudience, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<TelegramTurn, Task> _turns = new();
    private readonly CancellationTokenSource _stopping = new();

    public ISessionWatcher? Follow(Turn turn)
    {
        var session = turn.Session;
        if (session.Channel != ChannelKind.Telegram || _stopping.IsCancellationRequested ||
            !bots.TryFind(session.Line, out var bot) || !TelegramAddress.TryParse(session.ReplyTo, out var address))
        {
            return null;
        }

        var shown = new TelegramTurn(
            turn, bot, address, new TelegramTurn.Means(moves, previews, sessions, optOuts, pacing, clock));
        _turns[shown] = Task.Run(() => RunAsync(shown));
        if (shown.IsOver)
            _turns.TryRemove(shown, out _);
        return shown;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_turns.Values)
            .WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    [SuppressMessage(
        "Design", "CA1031", Justification = "The boundary of what is only for the eye: it is logged and given up.")]
    private async Task RunAsync(TelegramTurn shown)
    {
        try
        {
            await shown.RunAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (SessionStoreUnavailableException)
        {
            Log.StoreUnavailable(logger, shown.Id);
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, shown.Id);
        }
        finally
        {
            shown.IsOver = true;
            _turns.TryRemove(shown, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Debug,
            Message = "The session store does not answer; the words of turn {Turn} are shown when they are delivered")]
        public static partial void StoreUnavailable(ILogger logger, TurnId turn);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The words of turn {Turn} could not be shown as they came")]
        public static partial void Failed(ILogger logger, Exception error, TurnId turn);
    }
}
