using System.Collections.Concurrent;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.WhatsApp;

/// <summary>
/// Shows WhatsApp contacts that an answer is being worded, where the workspace wants it. What goes wrong with it goes
/// wrong silently for the contact: no turn waits for it, and none fails.
/// </summary>
internal sealed partial class WhatsAppTyping(
    TwilioClient client, TwilioAccounts accounts, IWorkspaces workspaces, TimeProvider clock,
    ILogger<WhatsAppTyping> logger) : ITurnAudience, IAsyncDisposable
{
    // WhatsApp shows it for 25 seconds.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(20);

    private const int MostShows = 4;
    private const int MostCallsAtOnce = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private int _calls;

    /// <inheritdoc/>
    public ISessionWatcher? Follow(Turn turn)
    {
        var session = turn.Session;
        if (session.Channel != ChannelKind.WhatsApp || session.Status == SessionStatus.HandedOver ||
            turn.Messages is not [.., { ExternalId: { } inbound }] || !TwilioMapping.IsMessageSid(inbound) ||
            !workspaces.TryGetByLine(session.Channel, session.Line, out _, out var channel) ||
            !channel.SettingsOf<WhatsAppSettings>().TypingIndicator ||
            !accounts.TryFind(channel, out var account, out _))
        {
            return null;
        }

        return new Watcher(clock, () => Show(account, inbound, turn.Id));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Keys);
        _stop.Dispose();
    }

    // When too many calls wait for Twilio already, this one would come too late anyway.
    private void Show(TwilioAccount account, string inbound, TurnId turn)
    {
        if (_stop.IsCancellationRequested)
            return;
        if (Interlocked.Increment(ref _calls) > MostCallsAtOnce)
        {
            Interlocked.Decrement(ref _calls);
            return;
        }

        var call = CallAsync(account, inbound, turn);
        _running[call] = true;
        _ = call.ContinueWith(
            ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private async Task CallAsync(TwilioAccount account, string inbound, TurnId turn)
    {
        await Task.Yield();
        try
        {
            await client.ShowTypingAsync(account, inbound, _stop.Token);
        }
        catch (TwilioCallException error)
        {
            Log.NotShown(logger, turn, error.Code);
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>Shows it when the wording begins, and again while it lasts.</summary>
    private sealed class Watcher(TimeProvider clock, Action show) : ISessionWatcher, IDisposable
    {
        private readonly Lock _gate = new();
        private ITimer? _timer;
        private int _shows;
        private bool _isOver;

        public void OnEvent(LiveEvent live)
        {
            if (live is TypingEvent { Who: EntryRole.Agent, On: true })
            {
                lock (_gate)
                {
                    if (!_isOver)
                        _timer ??= clock.CreateTimer(_ => ShowOnce(), null, TimeSpan.Zero, Again);
                }
            }
            else if (live is EntryEvent { Entry.Role: EntryRole.Agent or EntryRole.Operator }
                or TypingEvent { Who: EntryRole.Agent, On: false })
            {
                Dispose();
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _isOver = true;
                _timer?.Dispose();
            }
        }

        private void ShowOnce()
        {
            lock (_gate)
            {
                if (_isOver || ++_shows > MostShows)
                    return;
            }

            show();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "That turn {Turn} is being worded could not be shown on WhatsApp: {Code}")]
        public static partial void NotShown(ILogger logger, TurnId turn, string code);
    }
}
