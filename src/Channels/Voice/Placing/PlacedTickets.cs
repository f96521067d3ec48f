using System.Collections.Concurrent;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Placing;

/// <summary>
/// Tickets, and with one of a call of ours its cause: once its socket is open the brain begins to say what the call is
/// for. It is begun once, however often the socket is lost.
/// </summary>
internal sealed partial class PlacedTickets(
    CallTickets tickets, SessionEngine engine, PlacedBook placed, TimeProvider clock, ILogger<PlacedTickets> logger)
    : ICallTickets, IAsyncDisposable
{
    // The greeting is being said meanwhile; what came before the socket listens would not be heard.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stop = new();

    /// <inheritdoc/>
    public Task<string> IssueAsync(CallTicket ticket, CancellationToken cancellationToken) =>
        tickets.IssueAsync(ticket, cancellationToken);

    /// <inheritdoc/>
    public async Task<CallTicket?> TakeAsync(string ticket, string callSid, CancellationToken cancellationToken)
    {
        var taken = await tickets.TakeAsync(ticket, callSid, cancellationToken);
        if (taken is { Direction: CallDirection.Outbound })
        {
            var begins = BeginAsync(taken);
            _running[begins] = true;
            _ = begins.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        }

        return taken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Keys);
        _stop.Dispose();
    }

    private async Task BeginAsync(CallTicket ticket)
    {
        try
        {
            await Task.Delay(Soon, clock, _stop.Token);
            if (await placed.FindAsync(ticket.Session) is { } request)
                await engine.BeginAsync(request);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The call ends with this node.
        }
        catch (Exception error)
        {
            // They can still ask what it is about; the call goes on.
            Log.NotBegun(logger, error, ticket.CallSid, ticket.Session);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Error,
            Message = "What call {Call} of session {Session} is for could not be begun")]
        public static partial void NotBegun(ILogger logger, Exception error, string call, SessionId session);
    }
}
