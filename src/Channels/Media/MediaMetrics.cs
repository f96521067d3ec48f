using System.Diagnostics.Metrics;

namespace Gateway.Channels.Media;

/// <summary>Counters of the files of contacts (meter <c>Gateway.Media</c>).</summary>
internal sealed class MediaMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _fetched;

    public MediaMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("Gateway.Media");
        _fetched = _meter.CreateCounter<long>(
            "gateway.media.fetched", "{file}",
            "Files fetched from providers by channel and outcome: kept, gone, forbidden, toolarge, type, malformed, unavailable");
    }

    public void Fetched(string channel, string outcome) =>
        _fetched.Add(
            1, new KeyValuePair<string, object?>("channel", channel),
            new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
