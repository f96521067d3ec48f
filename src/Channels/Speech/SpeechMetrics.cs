using System.Diagnostics.Metrics;

namespace Gateway.Channels.Speech;

/// <summary>Counters of what listens and speaks in calls (meter <c>Gateway.Speech</c>).</summary>
internal sealed class SpeechMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _dropped;

    public SpeechMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("Gateway.Speech");
        _failed = _meter.CreateCounter<long>(
            "gateway.speech.failed", "{failure}",
            "Failures by back end and code: connection, refused, limit, timeout, broken, ended");
        _dropped = _meter.CreateCounter<long>(
            "gateway.speech.dropped", "By",
            "Sound of callers that a recogniser was too far behind to be sent, by back end: 8,000 bytes a second");
    }

    public void Failed(string backEnd, string code) =>
        _failed.Add(
            1, new KeyValuePair<string, object?>("back_end", backEnd), new KeyValuePair<string, object?>("code", code));

    public void Dropped(string backEnd, int bytes) =>
        _dropped.Add(bytes, new KeyValuePair<string, object?>("back_end", backEnd));

    public void Dispose() => _meter.Dispose();
}
