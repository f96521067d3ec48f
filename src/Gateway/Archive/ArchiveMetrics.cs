using System.Diagnostics.Metrics;

namespace Gateway.Archive;

/// <summary>How far the archive is behind (meter <c>Gateway.Archive</c>).</summary>
internal sealed class ArchiveMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _copied;
    private readonly Counter<long> _failures;
    private double _lagSeconds;

    public ArchiveMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("Gateway.Archive");
        _copied = _meter.CreateCounter<long>("gateway.archive.copied", "{record}", "Records of the commit log that were copied");
        _failures = _meter.CreateCounter<long>("gateway.archive.failures", "{failure}", "Interruptions of the copying");
        _meter.CreateObservableGauge("gateway.archive.lag", () => Volatile.Read(ref _lagSeconds), "s", "Age of the oldest committed turn not yet copied");
    }

    public void Behind(TimeSpan lag) => Volatile.Write(ref _lagSeconds, Math.Max(0, lag.TotalSeconds));

    public void Copied(int records) => _copied.Add(records);

    public void Failed() => _failures.Add(1);

    public void Dispose() => _meter.Dispose();
}
