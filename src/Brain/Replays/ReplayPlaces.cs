using Microsoft.Extensions.Options;

namespace Gateway.Brain.Replays;

/// <summary>
/// How many replays a node has at once. A place is taken before what is to be replayed is read: that takes memory and
/// time as well.
/// </summary>
public sealed class ReplayPlaces : IDisposable
{
    private readonly ReplayMetrics _metrics;
    private readonly SemaphoreSlim _places;

    /// <summary>As many places as are configured.</summary>
    internal ReplayPlaces(ReplayMetrics metrics, IOptions<ReplayOptions> options)
    {
        _metrics = metrics;
        _places = new SemaphoreSlim(options.Value.MostAtOnce);
    }

    /// <summary>Takes a place.</summary>
    /// <returns>Gives it back when it is disposed of; null where all are taken.</returns>
    public IDisposable? TryTake()
    {
        if (_places.Wait(TimeSpan.Zero, CancellationToken.None))
            return new Place(_places);
        _metrics.Refused();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int _isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 0)
                places.Release();
        }
    }
}
