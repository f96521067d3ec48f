using System.Diagnostics.Metrics;

namespace Gateway.Inspection.Notices;

/// <summary>What people are told of their appointments (meter <c>Gateway.Inspection</c>).</summary>
internal sealed class NoticeMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _told;

    public NoticeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Inspection");
        _told = _meter.CreateCounter<long>(
            "gateway.inspection.notices", "{notice}", "Attempts to tell something of an appointment, by outcome");
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="kind">What was to be told.</param>
    /// <param name="status">What it has come to; <c>waiting</c>: it is tried again.</param>
    public void Told(string kind, string status) => _told.Add(
        1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", status));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
