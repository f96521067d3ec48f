using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace Gateway.StandIns.Twilio;

/// <summary>
/// A telephone on a media stream: sends what its caller says in frames of 20 ms, silence where they say nothing, and
/// plays what it gets, both in real time.
/// </summary>
/// <param name="call">Twilio's end of the stream.</param>
/// <param name="socket">An open socket to the gateway.</param>
/// <param name="clock">The clock it goes by.</param>
public sealed class TelephoneStandIn(CallStandIn call, WebSocket socket, TimeProvider clock) : IDisposable
{
    private const int FrameBytes = 160;
    private const int MaxMessageBytes = 64 * 1024;
    private const byte Silence = 0xFF;

    // A minute of what was not sent yet; more is not kept.
    private const int MostFrames = 3_000;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentQueue<byte[]> _frames = new();
    private readonly ConcurrentQueue<byte[]> _back = new();
    private readonly TaskCompletionSource<WebSocketCloseStatus?> _closed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _nowMs;

    /// <summary>Told each piece of sound that is heard, as it is played.</summary>
    public Action<byte[]> OnHeard { get; set; } = _ => { };

    /// <summary>Done when the gateway has closed the socket, or it is broken.</summary>
    public Task<WebSocketCloseStatus?> Closed => _closed.Task;

    /// <summary>The caller says something: mu-law at 8 kHz, sent from now on.</summary>
    /// <returns>False when too much waits already.</returns>
    public bool Say(ReadOnlySpan<byte> sound)
    {
        if (_frames.Count > MostFrames)
            return false;
        for (; sound.Length > 0; sound = sound[Math.Min(FrameBytes, sound.Length)..])
        {
            var frame = new byte[FrameBytes];
            Array.Fill(frame, Silence);
            sound[..Math.Min(FrameBytes, sound.Length)].CopyTo(frame);
            _frames.Enqueue(frame);
        }

        return true;
    }

    /// <summary>Holds the call until the gateway closes it, or it is given up.</summary>
    /// <param name="parameters">Those of the TwiML.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task RunAsync(
        IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await SendAsync(CallStandIn.Connected(), cancellationToken);
        await SendAsync(call.Start(parameters), cancellationToken);
        var speaking = SpeakAsync(over.Token);
        await ListenAsync(over.Token);
        await over.CancelAsync();
        await speaking;
        _closed.TrySetResult(socket.CloseStatus);
    }

    /// <summary>Sends a message as it is.</summary>
    public async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>A key is pressed.</summary>
    public Task PressAsync(char digit, CancellationToken cancellationToken)
    {
        byte[] message;
        lock (_gate)
            message = call.Dtmf(digit);
        return SendAsync(message, cancellationToken);
    }

    /// <summary>The caller hangs up.</summary>
    public async Task HangUpAsync(CancellationToken cancellationToken)
    {
        byte[] message;
        lock (_gate)
            message = call.Stop();
        await SendAsync(message, cancellationToken);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private async Task SpeakAsync(CancellationToken cancellationToken)
    {
        var silence = new byte[FrameBytes];
        Array.Fill(silence, Silence);
        var began = clock.GetTimestamp();
        try
        {
            for (var number = 1L; ; number++)
            {
                var now = clock.GetElapsedTime(began);
                byte[] message;
                lock (_gate)
                {
                    call.Play(now.TotalMilliseconds, (sound, _) => OnHeard(sound), _back.Enqueue);
                    message = call.Media(_frames.TryDequeue(out var frame) ? frame : silence);
                    _nowMs = now.TotalMilliseconds;
                }

                while (_back.TryDequeue(out var back))
                    await SendAsync(back, cancellationToken);
                await SendAsync(message, cancellationToken);
                // By the clock since the beginning: what is late is made good, and nothing drifts.
                var wait = (Beat * number) - clock.GetElapsedTime(began);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, clock, cancellationToken);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException
            or InvalidOperationException)
        {
            // The call is over.
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxMessageBytes];
        var length = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(
                        WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
                    return;
                }

                length += part.Count;
                if (!part.EndOfMessage)
                    continue;
                lock (_gate)
                    call.Take(buffer.AsSpan(0, length), _nowMs, _back.Enqueue);
                length = 0;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException
            or InvalidOperationException)
        {
            // The call is over.
        }
    }
}
