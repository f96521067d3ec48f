using System.Diagnostics.Metrics;

namespace Gateway.Archive;

/// <summary>How far the archive is behind (meter <c>Gateway.Archive</c>).</summary>
internal sealed class ArchiveMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _copied;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _putAside;
    private double _lagSeconds;
    private long _aside;

    public ArchiveMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("Gateway.Archive");
        _copied = _meter.CreateCounter<long>(
            "gateway.archive.copied", "{record}", "Records of the commit log that were copied");
        _failures = _meter.CreateCounter<long>("gateway.archive.failures", "{failure}", "Interruptions of the copying");
        _putAside = _meter.CreateCounter<long>(
            "gateway.archive.put_aside", "{record}", "Records that could not be copied and were put aside");
        _meter.CreateObservableGauge(
            "gateway.archive.aside", () => AsideNow, "{record}", "Records that wait aside for somebody to retry them");
        _meter.CreateObservableGauge(
            "gateway.archive.lag", () => Volatile.Read(ref _lagSeconds), "s",
            "Age of the oldest committed turn not yet copied");
    }

    /// <summary>Age of the oldest committed turn not yet copied, as far as this node copies.</summary>
    public TimeSpan Lag => TimeSpan.FromSeconds(Volatile.Read(ref _lagSeconds));

    /// <summary>How many records wait aside, as this node knew last.</summary>
    public long AsideNow => Volatile.Read(ref _aside);

    public void Aside(long records) => Volatile.Write(ref _aside, records);

    public void PutAside() => _putAside.Add(1);

    public void Behind(TimeSpan lag) => Volatile.Write(ref _lagSeconds, Math.Max(0, lag.TotalSeconds));

    public void Copied(int records) => _copied.Add(records);

    public void Failed() => _failures.Add(1);

    public void Dispose() => _meter.Dispose();
}
