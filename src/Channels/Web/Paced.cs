namespace Gateway.Channels.Web;

/// <summary>
/// Tells something that changes often: at once the first time, then at most once in a while, and always the last word.
/// </summary>
/// <param name="every">How long is waited between two tellings.</param>
/// <param name="tell">Tells it; may be called from any thread, never twice at once.</param>
/// <param name="clock">The time.</param>
internal sealed class Paced<T>(TimeSpan every, Action<T> tell, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private T? _next;
    private bool _hasNext;
    private bool _isOver;

    /// <summary>
    /// Leaves the value for the next telling when the last one is not long ago; false when it has to be told now, with
    /// <see cref="Say"/>.
    /// </summary>
    public bool TryLeave(T value)
    {
        lock (_gate)
        {
            if (_timer is null)
                return false;
            (_next, _hasNext) = (value, true);
            return true;
        }
    }

    /// <summary>Tells the value, now or as soon as it may be.</summary>
    public void Say(T value)
    {
        lock (_gate)
        {
            if (_timer is not null)
            {
                (_next, _hasNext) = (value, true);
                return;
            }

            if (!_isOver)
                _timer = clock.CreateTimer(
                    static paced => ((Paced<T>)paced!).Go(), this, every, Timeout.InfiniteTimeSpan);
        }

        tell(value);
    }

    /// <summary>Tells what was left, and nothing later than that.</summary>
    public void Dispose()
    {
        T? last;
        lock (_gate)
        {
            _isOver = true;
            _timer?.Dispose();
            _timer = null;
            if (!_hasNext)
                return;
            (last, _hasNext) = (_next, false);
        }

        tell(last!);
    }

    private void Go()
    {
        T? next;
        lock (_gate)
        {
            if (!_hasNext)
            {
                _timer?.Dispose();
                _timer = null;
                return;
            }

            (next, _hasNext) = (_next, false);
            _timer?.Change(every, Timeout.InfiniteTimeSpan);
        }

        tell(next!);
    }
}
