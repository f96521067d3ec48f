using System.Collections.Immutable;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// One beat of 20 ms for all calls: a timer for each would cost more. A beat that comes late is late for all alike, and
/// each then does by the clock what is due; the beats themselves never drift.
/// </summary>
internal sealed class FrameTicker(TimeProvider clock) : IDisposable
{
    /// <summary>How far the beats are apart.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private ImmutableArray<Action> _all = [];
    private ITimer? _timer;
    private int _isBeating;

    /// <summary>How many are beaten for.</summary>
    public int Count => _all.Length;

    /// <summary>Has something done at each beat until what is returned is disposed.</summary>
    /// <param name="action">Short; neither waits nor throws.</param>
    public IDisposable Add(Action action)
    {
        lock (_gate)
        {
            _all = _all.Add(action);
            _timer ??= clock.CreateTimer(static ticker => ((FrameTicker)ticker!).Tick(), this, Beat, Beat);
        }

        return new Place(this, action);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            (_timer, _all) = (null, []);
        }
    }

    private void Remove(Action action)
    {
        lock (_gate)
        {
            _all = _all.Remove(action);
            if (_all.Length > 0)
                return;
            // Without calls nothing beats.
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Tick()
    {
        // A beat that is not over when the next one comes stands for both.
        if (Interlocked.Exchange(ref _isBeating, 1) == 1)
            return;
        foreach (var action in _all)
            action();
        Volatile.Write(ref _isBeating, 0);
    }

    private sealed class Place(FrameTicker ticker, Action action) : IDisposable
    {
        public void Dispose() => ticker.Remove(action);
    }
}
