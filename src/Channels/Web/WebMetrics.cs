using System.Diagnostics.Metrics;

namespace Gateway.Channels.Web;

/// <summary>What visitors were refused (meter <c>Gateway.Channels.Web</c>).</summary>
internal sealed class WebMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _refused;

    public WebMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Channels.Web");
        _refused = _meter.CreateCounter<long>(
            "gateway.web.refused", "{call}", "New sessions and messages that were refused, by reason");
    }

    /// <summary>Counts a refusal.</summary>
    /// <param name="reason">A word of ours: <c>messagesPerHour</c>, <c>sessionsPerDay</c>, <c>bytesPerDay</c>,
    /// <c>memory</c> and their like.</param>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();
}
