using System.Diagnostics.Metrics;

namespace Gateway.Sessions;

/// <summary>
/// Whether Redis has room for new sessions. It is looked at from outside; below its limit of memory some room is kept
/// back for the conversations that run, so that they are brought to an end when strangers have filled the rest.
/// </summary>
public sealed class StoreRoom : IDisposable
{
    /// <summary>The share of the memory from which on no session is opened for whoever can be told so.</summary>
    public const double ClosesAt = 0.85;

    /// <summary>The share of the memory at which sessions are opened again.</summary>
    public const double OpensAt = 0.80;

    private readonly Meter _meter;
    private long _share = BitConverter.DoubleToInt64Bits(double.NaN);
    private volatile bool _isShort;

    /// <summary>Begins with room for all.</summary>
    public StoreRoom(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Sessions");
        _meter.CreateObservableGauge("gateway.redis.memory.share", () => Share is { } share
            ? [new Measurement<double>(share)]
            : Array.Empty<Measurement<double>>(), unit: null,
                "The part of Redis's maxmemory that is in use; nothing where there is no limit");
    }

    /// <summary>Whether no new session is to be opened.</summary>
    public bool IsShort => _isShort;

    /// <summary>
    /// The part of the memory that is in use, 0 to 1 and somewhat above; null when it has no limit, or is not known
    /// yet.
    /// </summary>
    public double? Share =>
        BitConverter.Int64BitsToDouble(Interlocked.Read(ref _share)) is var share && double.IsNaN(share) ? null : share;

    /// <summary>Notes what Redis says.</summary>
    /// <param name="share">The part of its memory that is in use; null when it has no limit.</param>
    /// <returns>True when sessions are opened again, or no more, from now on.</returns>
    public bool Note(double? share)
    {
        Interlocked.Exchange(ref _share, BitConverter.DoubleToInt64Bits(share ?? double.NaN));
        var isShort = share >= (_isShort ? OpensAt : ClosesAt);
        if (isShort == _isShort)
            return false;
        _isShort = isShort;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
