using System.Collections.Concurrent;

namespace Gateway.Channels;

/// <summary>
/// Lets one line a minute into the log for each kind of thing that strangers can cause as often as they like; the line
/// says how many there were since the last one. Kinds are words of ours, never a caller's.
/// </summary>
public sealed class LogBudget(TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Whether the line may be written.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="count">How often since the last line, this time included.</param>
    public bool MaySay(string kind, out long count) =>
        _lines.GetOrAdd(kind, static _ => new Line()).MaySay(clock, out count);

    private sealed class Line
    {
        private readonly Lock _gate = new();
        private long _count;
        private long _saidAt = long.MinValue;

        public bool MaySay(TimeProvider clock, out long count)
        {
            lock (_gate)
            {
                count = ++_count;
                var now = clock.GetTimestamp();
                if (_saidAt != long.MinValue && clock.GetElapsedTime(_saidAt, now) < Period)
                    return false;
                (_saidAt, _count) = (now, 0);
                return true;
            }
        }
    }
}
