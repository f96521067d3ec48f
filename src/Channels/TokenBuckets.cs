using System.Collections.Concurrent;

namespace Gateway.Channels;

/// <summary>
/// A bucket of tokens for each caller, on this node alone: it holds a burst and fills steadily. What is refused takes
/// nothing, so that who waits as long as they are told gets in. Keeps no more callers than it is told to; those beyond
/// share one bucket.
/// </summary>
/// <param name="perSecond">How fast a bucket fills; more than 0.</param>
/// <param name="burst">How many tokens it holds when full.</param>
/// <param name="mostKeys">How many callers are told apart.</param>
/// <param name="clock">The time.</param>
public sealed class TokenBuckets(double perSecond, double burst, int mostKeys, TimeProvider clock)
{
    private const string Others = "";

    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);
    private long _nextTidy;

    /// <summary>How many callers are told apart now.</summary>
    internal int Count => _buckets.Count;

    /// <summary>Takes tokens of a caller.</summary>
    /// <param name="key">The caller.</param>
    /// <param name="cost">How many; more than the bucket holds is never granted.</param>
    /// <returns>Null when they were taken, else how long until there will be enough.</returns>
    public TimeSpan? Take(string key, double cost) => Of(key).Take(cost, clock.GetTimestamp());

    /// <summary>Whether a caller has as many tokens left.</summary>
    internal bool Has(string key, double cost) => Of(key).Has(cost, clock.GetTimestamp());

    /// <summary>A bucket of the same kind that nobody shares.</summary>
    internal TokenBucket New() => new(perSecond, burst, clock);

    private TokenBucket Of(string key)
    {
        if (_buckets.TryGetValue(key, out var bucket))
            return bucket;
        if (_buckets.Count >= mostKeys && !Tidy())
            key = Others;
        return _buckets.GetOrAdd(key, static (_, buckets) => buckets.New(), this);
    }

    /// <summary>
    /// Forgets who has a full bucket again; at most once a second. True when there is room afterwards.
    /// </summary>
    private bool Tidy()
    {
        var now = clock.GetTimestamp();
        var due = Interlocked.Read(ref _nextTidy);
        if (now >= due && Interlocked.CompareExchange(ref _nextTidy, now + clock.TimestampFrequency, due) == due)
        {
            foreach (var (key, bucket) in _buckets)
            {
                if (bucket.IsFull(now))
                    _buckets.TryRemove(new KeyValuePair<string, TokenBucket>(key, bucket));
            }
        }

        return _buckets.Count < mostKeys;
    }
}

/// <summary>Tokens of one caller.</summary>
internal sealed class TokenBucket
{
    private readonly Lock _gate = new();
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _clock;
    private double _tokens;
    private long _at;

    public TokenBucket(double perSecond, double burst, TimeProvider clock)
    {
        (_perSecond, _burst, _clock) = (perSecond, burst, clock);
        (_tokens, _at) = (burst, clock.GetTimestamp());
    }

    /// <summary>Null when they were taken, else how long until there will be enough.</summary>
    public TimeSpan? Take(double cost, long now)
    {
        lock (_gate)
        {
            Fill(now);
            if (_tokens < cost)
                return TimeSpan.FromSeconds((cost - _tokens) / _perSecond);
            _tokens -= cost;
            return null;
        }
    }

    /// <summary>Whether there are as many.</summary>
    public bool Has(double cost, long now)
    {
        lock (_gate)
        {
            Fill(now);
            return _tokens >= cost;
        }
    }

    /// <summary>Whether forgetting it would give its caller nothing.</summary>
    public bool IsFull(long now)
    {
        lock (_gate)
        {
            Fill(now);
            return _tokens >= _burst;
        }
    }

    private void Fill(long now)
    {
        // Two threads may bring their times in the wrong order.
        if (now <= _at)
            return;
        _tokens = Math.Min(_burst, _tokens + (_clock.GetElapsedTime(_at, now).TotalSeconds * _perSecond));
        _at = now;
    }
}
