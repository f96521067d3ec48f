using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Gateway.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>
/// What one connection brings to the hub, counted before it is read: calls, pings, answers to nothing, methods that do
/// not exist, what is no JSON. One that sends more than any widget does is closed, and so is one that does not start or
/// has fallen silent; its client is told why in SignalR's close message.
/// </summary>
internal sealed class HubLine : IDuplexPipe, IDisposable
{
    /// <summary>
    /// How long a connection may take to start; a shop's server may need 20 seconds for the identity of its user.
    /// </summary>
    public static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a connection may say nothing. A widget says every 15 seconds that it is there, in a tab that a browser
    /// slows down every minute.
    /// </summary>
    public static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(3);

    /// <summary>What a WebSocket's frame costs, whatever it is, beside the frames of SignalR in it.</summary>
    private const double WebSocketFrame = 0.5;

    private static readonly AsyncLocal<HubLine?> Serving = new();

    private readonly HubBudgets _budgets;
    private readonly TimeProvider _clock;
    private readonly TokenBucket _frames;
    private readonly Reader _input;
    private readonly IDuplexPipe _transport;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private SessionId? _session;
    private WebError? _end;
    private long _heardAt;

    private HubLine(ConnectionContext connection, HubBudgets budgets, TimeProvider clock)
    {
        (_budgets, _clock, _transport) = (budgets, clock, connection.Transport);
        var http = connection.GetHttpContext();
        Network = ClientNetwork.Of(http?.Connection.RemoteIpAddress);
        (Calls, _frames) = (budgets.NewCalls(), budgets.NewFrames());
        _input = new Reader(_transport.Input, this);
        _heardAt = clock.GetTimestamp();
        _timer = clock.CreateTimer(static line => ((HubLine)line!).Look(), this, StartWithin, Timeout.InfiniteTimeSpan);
        http?.Features.Get<HubUpgrade>()?.Tell(frames => Take(frames * WebSocketFrame, bytes: 0));
    }

    /// <summary>Where it comes from, as <see cref="ClientNetwork"/> names it.</summary>
    public string Network { get; }

    /// <summary>What it may yet call.</summary>
    public TokenBucket Calls { get; }

    /// <summary>
    /// The line of the connection that is being served; SignalR asks for a connection's protocol without saying for
    /// which.
    /// </summary>
    public static HubLine? Current => Serving.Value;

    /// <summary>The session it has started; null before that, and when it is let in no more.</summary>
    public SessionId? Session
    {
        get => _session;
        set
        {
            lock (_gate)
            {
                _session = value;
                _timer.Change(value is null ? StartWithin : IdleAfter, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    PipeReader IDuplexPipe.Input => _input;

    /// <inheritdoc/>
    PipeWriter IDuplexPipe.Output => _transport.Output;

    /// <summary>The line of a connection to the hub.</summary>
    public static HubLine Of(HubCallerContext connection) =>
        connection.Features.Get<HubLine>()
        ?? throw new InvalidOperationException("The hub is reached through MapWebChannel.");

    /// <summary>Puts a line before the hub.</summary>
    public static ConnectionDelegate Before(ConnectionDelegate hub, HubBudgets budgets, TimeProvider clock) =>
        async connection =>
    {
        using var line = new HubLine(connection, budgets, clock);
        connection.Features.Set(line);
        connection.Transport = line;
        Serving.Value = line;
        await hub(connection);
    };

    /// <summary>Closes the connection once what it is answering is answered.</summary>
    /// <param name="reason">A word for the metric.</param>
    /// <param name="error">What its client is told.</param>
    public void End(string reason, WebError error)
    {
        if (Interlocked.CompareExchange(ref _end, error, null) is not null)
            return;
        _budgets.Closed(reason);
        _input.CancelPendingRead();
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        bool isStarted;
        lock (_gate)
        {
            isStarted = _session is not null;
            var silent = _clock.GetElapsedTime(Interlocked.Read(ref _heardAt));
            if (isStarted && silent < IdleAfter)
            {
                _timer.Change(IdleAfter - silent, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        if (isStarted)
            End("idle", new WebError("idle", "nothing was heard, not even SignalR's ping"));
        else
            End("notStarted", WebError.NotStarted);
    }

    private void Hear(long frames, long bytes)
    {
        Interlocked.Exchange(ref _heardAt, _clock.GetTimestamp());
        Take(frames, bytes);
    }

    private void Take(double frames, long bytes)
    {
        if (Volatile.Read(ref _end) is not null)
            return;
        if (_budgets.TakeFrames(_frames, Network, frames, bytes) is { } wait)
            End("flood", WebError.Limited("more than any widget sends", wait));
    }

    private void ThrowWhenEnded()
    {
        // SignalR tells the client the words of this exception and of no other.
        if (Volatile.Read(ref _end) is { } error)
            throw error.ToHubException();
    }

    private sealed class Reader(PipeReader inner, HubLine line) : PipeReader
    {
        private const byte FrameEnd = 0x1e;

        private ReadOnlySequence<byte> _last;
        private long _measured;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            line.ThrowWhenEnded();
            var read = await inner.ReadAsync(cancellationToken);
            Measure(read.Buffer);
            line.ThrowWhenEnded();
            return read;
        }

        public override bool TryRead(out ReadResult result)
        {
            line.ThrowWhenEnded();
            if (!inner.TryRead(out result))
                return false;
            Measure(result.Buffer);
            line.ThrowWhenEnded();
            return true;
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            _measured = _last.Slice(consumed).Length;
            inner.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private void Measure(ReadOnlySequence<byte> buffer)
        {
            _last = buffer;
            var bytes = buffer.Length - _measured;
            if (bytes <= 0)
                return;
            var frames = 0L;
            foreach (var part in buffer.Slice(_measured))
                frames += part.Span.Count(FrameEnd);
            _measured = buffer.Length;
            line.Hear(frames, bytes);
        }
    }
}
