using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.Sockets;

/// <summary>
/// Listens to one caller over a vendor's socket. One loop sends and one receives; who writes and commits waits for
/// neither.
/// </summary>
internal sealed class SocketRecognition : IRecognition
{
    private const int MostUnread = 1_024;
    private const int MostMessageBytes = 256 * 1024;
    private const int MostSoundBytes = MuLaw.RateHz / 2;

    // A second of sound without a word of any kind, from a vendor that tells even of silence.
    private const int TellingBytes = MuLaw.RateHz;

    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private readonly ClientWebSocket _socket;
    private readonly SocketDialect _dialect;
    private readonly SpeechMetrics _metrics;
    private readonly SoundQueue _queue = new();
    private readonly CommitLedger _ledger = new();
    private readonly Channel<Transcript> _transcripts =
        Channel.CreateBounded<Transcript>(new BoundedChannelOptions(MostUnread) { SingleReader = true });

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _quiet;
    private readonly ITimer _overdue;
    private readonly Task _sending;
    private readonly Task _receiving;
    private volatile bool _isQuiet;
    private int _isDisposed;

    /// <summary>Begins to listen.</summary>
    /// <param name="socket">Open; it is this one's from now on.</param>
    /// <param name="dialect">How the vendor is spoken to.</param>
    /// <param name="time">Whose time it is.</param>
    /// <param name="metrics">Counts what was dropped.</param>
    public SocketRecognition(ClientWebSocket socket, SocketDialect dialect, TimeProvider time, SpeechMetrics metrics)
    {
        (_socket, _dialect, _metrics) = (socket, dialect, metrics);
        _overdue = time.CreateTimer(_ => GiveUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _quiet = time.CreateTimer(_ => SayAlive(), null, dialect.Quiet, dialect.Quiet);
        _sending = Task.Run(SendAsync);
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> sound)
    {
        var dropped = _queue.Write(sound);
        if (dropped > 0)
            _metrics.Dropped(_dialect.Name, dropped);
        _ledger.Wrote(sound.Length - dropped);
        _signal.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    public void Commit(int number)
    {
        var waited = _ledger.IsWaiting;
        var answers = new List<Transcript>();
        var isAsked = _ledger.Commit(number, answers);
        Tell(answers);
        if (!isAsked)
            return;
        if (!_queue.Commit())
        {
            Break("limit");
            return;
        }

        if (!waited)
            _overdue.Change(_dialect.AnswerWithin, Timeout.InfiniteTimeSpan);
        _signal.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Transcript> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transcript in _transcripts.Reader.ReadAllAsync(cancellationToken))
            yield return transcript;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _transcripts.Writer.TryComplete();
        await _quiet.DisposeAsync();
        await _overdue.DisposeAsync();
        // The sender says goodbye, if there is still somebody to say it to.
        _signal.Writer.TryComplete();
        await _sending.WaitAsync(Farewell).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
        _socket.Abort();
        await Task.WhenAll(_sending, _receiving);
        _socket.Dispose();
        _end.Dispose();
    }

    private void SayAlive()
    {
        _isQuiet = true;
        _signal.Writer.TryWrite(true);
    }

    private void GiveUp()
    {
        var answers = new List<Transcript>();
        if (!_dialect.MayLeaveUnanswered || !_ledger.GiveUp(answers, TellingBytes))
        {
            Break("timeout");
            return;
        }

        Tell(answers);
        WaitForTheNext();
    }

    private void WaitForTheNext() =>
        _overdue.Change(_ledger.IsWaiting ? _dialect.AnswerWithin : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Tell(List<Transcript> transcripts)
    {
        foreach (var transcript in transcripts)
        {
            if (!_transcripts.Writer.TryWrite(transcript) && transcript.IsFinal)
                Break("limit");
        }
    }

    private void Break(string code, Exception? why = null) =>
        Break(new SpeechException(_dialect.Name, code, why));

    private void Break(SpeechException why)
    {
        _transcripts.Writer.TryComplete(why);
        _signal.Writer.TryComplete();
    }

    private async Task SendAsync()
    {
        var sound = new byte[MostSoundBytes];
        var message = new ArrayBufferWriter<byte>(MostSoundBytes * 2);
        try
        {
            while (await _signal.Reader.WaitToReadAsync(_end.Token))
            {
                _signal.Reader.TryRead(out _);
                while (_queue.TryTake(sound, out var length, out var isCommitted))
                {
                    if (length > 0)
                        await SendSoundAsync(sound.AsMemory(0, length), message);
                    if (isCommitted)
                        await SendTextAsync(_dialect.Commit);
                }

                if (_isQuiet)
                    await SendTextAsync(_dialect.StayAlive);
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidOperationException
            or OperationCanceledException or IOException)
        {
            Break("broken", exception);
        }
    }

    private async Task SendSoundAsync(ReadOnlyMemory<byte> sound, ArrayBufferWriter<byte> message)
    {
        message.ResetWrittenCount();
        _dialect.WriteSound(sound.Span, message);
        _isQuiet = false;
        _quiet.Change(_dialect.Quiet, _dialect.Quiet);
        await _socket.SendAsync(message.WrittenMemory, _dialect.SoundType, endOfMessage: true, _end.Token);
    }

    private async Task SendTextAsync(ReadOnlyMemory<byte> text)
    {
        _isQuiet = false;
        await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, _end.Token);
    }

    private async Task ReceiveAsync()
    {
        try
        {
            var buffer = new byte[4 * 1024];
            var told = new List<Transcript>();
            for (var length = 0; ;)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(length), _end.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Break("broken");
                    return;
                }

                length += part.Count;
                if (!part.EndOfMessage)
                {
                    if (length == MostMessageBytes)
                        throw new JsonException("The message is too long.");
                    if (length == buffer.Length)
                        Array.Resize(ref buffer, Math.Min(MostMessageBytes, buffer.Length * 2));
                    continue;
                }

                told.Clear();
                var isAnswered = _ledger.Take(_dialect.Read(buffer.AsMemory(0, length)), told);
                length = 0;
                if (isAnswered)
                    WaitForTheNext();
                Tell(told);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (SpeechException exception)
        {
            Break(exception);
        }
        catch (Exception exception)
        {
            Break("broken", exception);
        }
    }
}
