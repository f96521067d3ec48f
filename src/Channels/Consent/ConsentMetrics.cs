using System.Diagnostics.Metrics;

namespace Gateway.Channels.Consent;

/// <summary>Counts what the records were told of consent (meter <c>Gateway.Channels</c>).</summary>
internal sealed class ConsentMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _told;

    public ConsentMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Channels");
        _told = _meter.CreateCounter<long>(
            "gateway.consents", "{word}",
            "Opt-outs and opt-ins told by providers, by channel and outcome: recorded, owed");
    }

    public void Told(string channel, string outcome) =>
        _told.Add(
            1, new KeyValuePair<string, object?>("channel", channel),
            new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
