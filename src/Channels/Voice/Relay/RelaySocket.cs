using System.Net.WebSockets;
using System.Threading.Channels;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Relay;

/// <summary>One socket of a relay: who it is, what it says, and what we have for it.</summary>
internal sealed partial class RelaySocket(
    WebSocket socket, ICallTickets tickets, IWorkspaces workspaces, RelayParts parts, ILogger<RelayedCall> logger)
{
    private const int MaxBytes = 64 * 1024;
    private const int MostWaiting = 1_024;
    private const int MostOdd = 100;

    /// <summary>How long a socket that takes nothing is waited for.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    private readonly Channel<byte[]> _out = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private byte[] _buffer = new byte[4 * 1024];
    private int _odd;

    /// <summary>Holds the call until it is over.</summary>
    /// <param name="cancellationToken">This node stops.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await StartAsync(cancellationToken) is not { } call)
            return;
        await using (call)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var reading = ReadAsync(call, over.Token);
            var writing = WriteAsync(call, over.Token);
            _ = call.BeginAsync();
            var ending = await call.Ended;
            _out.Writer.TryComplete();
            if (ending.Kind != CallEndingKind.Lost)
            {
                await writing.WaitAsync(StuckAfter, parts.Clock, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await CloseAsync(WebSocketCloseStatus.NormalClosure);
                // Cut off at once, what was written last would be lost on its way.
                await reading.WaitAsync(CloseWithin, parts.Clock, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await over.CancelAsync();
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                socket.Abort();
            await Task.WhenAll(reading, writing);
        }
    }

    private async Task<RelayedCall?> StartAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(StartWithin, parts.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var refusal = "start";
        try
        {
            while (await ReceiveAsync(either.Token) is { } message)
            {
                if (message.Kind != RelayMessageKind.Setup)
                    continue;
                refusal = "ticket";
                if (await tickets.TakeAsync(message.Ticket, message.CallSid, either.Token) is not { } ticket
                    || !workspaces.TryGet(ticket.Workspace, out var workspace))
                    break;
                return new RelayedCall(ticket, workspace, parts, Send, logger);
            }
        }
        catch (OperationCanceledException)
        {
            // It is refused.
        }
        catch (SessionStoreUnavailableException)
        {
            refusal = "store";
        }

        parts.Metrics.Odd(refusal);
        Log.Refused(logger, refusal);
        await CloseAsync(WebSocketCloseStatus.PolicyViolation);
        return null;
    }

    private void Send(byte[] message)
    {
        // Full only where the other side takes nothing, which the writer notices.
        if (!_out.Writer.TryWrite(message))
            parts.Metrics.Odd("full");
    }

    private async Task ReadAsync(RelayedCall call, CancellationToken cancellationToken)
    {
        var reason = "socket";
        try
        {
            while (await ReceiveAsync(cancellationToken) is { } message)
                call.Take(message);
            if (_odd >= MostOdd)
                reason = "garbage";
            else if (socket.CloseStatus == WebSocketCloseStatus.NormalClosure)
                reason = "hung-up";
        }
        catch (OperationCanceledException)
        {
            reason = "stopped";
        }

        call.OnLost(reason);
    }

    private async Task WriteAsync(RelayedCall call, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _out.Reader.ReadAllAsync(cancellationToken))
            {
                using var stuck = new CancellationTokenSource(StuckAfter, parts.Clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stuck.Token, cancellationToken);
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, either.Token);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            call.OnLost("socket");
        }
    }

    /// <summary>
    /// Reads the next message; null when the socket is closed, broken, or brings nothing but garbage.
    /// </summary>
    private async Task<RelayMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        try
        {
            while (_odd < MostOdd)
            {
                var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                length += part.Count;
                if (!part.EndOfMessage)
                {
                    if (length >= MaxBytes)
                    {
                        parts.Metrics.Odd("size");
                        _odd = MostOdd;
                        return null;
                    }

                    if (length == _buffer.Length)
                        Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxBytes));
                    continue;
                }

                if (part.MessageType == WebSocketMessageType.Text
                    && RelayMessage.Read(_buffer.AsMemory(0, length)) is { } message)
                    return message;
                parts.Metrics.Odd("garbage");
                (_odd, length) = (_odd + 1, 0);
            }
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            // It is broken.
        }

        return null;
    }

    private async Task CloseAsync(WebSocketCloseStatus status)
    {
        using var late = new CancellationTokenSource(CloseWithin, parts.Clock);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, statusDescription: null, late.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // It is gone, which is what was wanted.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A relay was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
