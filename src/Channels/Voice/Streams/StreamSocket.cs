using System.Buffers;
using System.Net.WebSockets;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// One socket of a media stream: reads what Twilio says as fast as it says it, whatever else goes on, and writes what
/// the call has for it.
/// </summary>
internal sealed partial class StreamSocket(
    WebSocket socket, ICallTickets tickets, IWorkspaces workspaces, CallParts parts, FrameTicker ticker,
    ILogger<StreamedCall> logger)
{
    /// <summary>How long a socket may take to say which call it is.</summary>
    public static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);
    private const int FirstBuffer = 4 * 1024;
    private const int MostOdd = 100;

    private readonly StreamMessage _message = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _odd;
    private Task _draining = Task.CompletedTask;

    /// <summary>Holds the call until it is over.</summary>
    /// <param name="cancellationToken">This node stops.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var starting = ReceiveStartAsync();
        _draining = starting;
        try
        {
            if (await StartAsync(starting, cancellationToken) is { } call)
            {
                await using (call)
                    await HoldAsync(call, cancellationToken);
            }
        }
        finally
        {
            // Whoever reads from it still is let go by this.
            socket.Abort();
            await _draining;
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Takes the ticket of the stream that begins; null where it is no call of ours.</summary>
    private async Task<StreamedCall?> StartAsync(Task<bool> starting, CancellationToken cancellationToken)
    {
        var refusal = "start";
        using var late = new CancellationTokenSource(StartWithin, parts.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // A read that is cancelled takes the socket with it, and then nothing can be said any more.
            if (await starting.WaitAsync(either.Token))
            {
                refusal = "ticket";
                if (_message is { CallSid: { } callSid, StreamSid: { } streamSid, Ticket: { Length: > 0 } word }
                    && await tickets.TakeAsync(word, callSid, either.Token) is { } ticket
                    && workspaces.TryGet(ticket.Workspace, out var workspace))
                {
                    var call = new StreamedCall(ticket, workspace, parts, logger);
                    _ = call.BeginAsync(streamSid);
                    return call;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SessionStoreUnavailableException)
        {
            // It is refused.
        }

        parts.Metrics.Odd(refusal);
        Log.Refused(logger, refusal);
        if (starting.IsCompleted)
            _draining = DrainAsync();
        await CloseAsync(WebSocketCloseStatus.PolicyViolation, _draining);
        return null;
    }

    private async Task DrainAsync()
    {
        while (await ReceiveAsync(CancellationToken.None))
            _odd++;
    }

    private async Task<bool> ReceiveStartAsync()
    {
        while (await ReceiveAsync(CancellationToken.None))
        {
            if (_message.Kind == StreamEventKind.Start)
                return true;
        }

        return false;
    }

    private async Task HoldAsync(StreamedCall call, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var beat = ticker.Add(call.Tick);
        var reading = ReadAsync(call, over.Token);
        var writing = WriteAsync(call, over.Token);
        var ending = await call.Ended;
        call.Outbox.Complete();
        // A goodbye that Twilio has played needs no more of us.
        if (ending.Kind != CallEndingKind.Lost)
            await CloseAsync(WebSocketCloseStatus.NormalClosure, reading);
        await over.CancelAsync();
        await Task.WhenAll(reading, writing);
    }

    private async Task ReadAsync(StreamedCall call, CancellationToken cancellationToken)
    {
        var reason = "socket";
        try
        {
            while (await ReceiveAsync(cancellationToken))
            {
                switch (_message.Kind)
                {
                    case StreamEventKind.Media:
                        call.OnSound(_message.Sound, _message.Chunk);
                        break;
                    case StreamEventKind.Mark:
                        call.OnMark(_message.Mark);
                        break;
                    case StreamEventKind.Dtmf when _message.Digit != '\0':
                        call.OnKey(_message.Digit);
                        break;
                    case StreamEventKind.Stop:
                        // The socket follows; whatever it still says is of a call that is over.
                        call.OnLost("hung-up");
                        return;
                    case StreamEventKind.Start or StreamEventKind.Connected:
                        parts.Metrics.Odd("again");
                        break;
                }
            }

            if (_odd >= MostOdd)
                reason = "garbage";
        }
        catch (OperationCanceledException)
        {
            reason = "stopped";
        }

        call.OnLost(reason);
    }

    private async Task WriteAsync(StreamedCall call, CancellationToken cancellationToken)
    {
        var message = new byte[StreamOutbox.MaxMessageBytes];
        try
        {
            while (await call.Outbox.WaitAsync(cancellationToken))
            {
                while (call.Outbox.TryTake(message, out var length))
                {
                    await socket.SendAsync(
                        message.AsMemory(0, length), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            call.OnLost("socket");
        }
    }

    /// <summary>Reads the next message.</summary>
    /// <returns>False when the socket is closed, broken, or brings nothing but garbage.</returns>
    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                    return false;
                length += part.Count;
                if (!part.EndOfMessage)
                {
                    if (length < _buffer.Length)
                        continue;
                    if (length >= StreamMessage.MaxBytes)
                    {
                        parts.Metrics.Odd("size");
                        _odd = MostOdd;
                        return false;
                    }

                    Grow();
                    continue;
                }

                if (part.MessageType == WebSocketMessageType.Text && _message.Read(_buffer.AsSpan(0, length)))
                    return true;
                parts.Metrics.Odd("garbage");
                if (++_odd >= MostOdd)
                    return false;
                length = 0;
            }
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            return false;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(StreamMessage.MaxBytes);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Closes the socket, and waits a little for the other end to do so.</summary>
    private async Task CloseAsync(WebSocketCloseStatus status, Task reading)
    {
        using var late = new CancellationTokenSource(CloseWithin, parts.Clock);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, statusDescription: null, late.Token);
            await reading.WaitAsync(late.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // It is gone, which is what was wanted.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning, Message = "A media stream was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
