using System.Diagnostics.Metrics;
using Gateway.Brain.Crm;

namespace Gateway.HubSpot;

/// <summary>What HubSpot tells us (meter <c>Gateway.HubSpot</c>).</summary>
internal sealed class HubSpotMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _events;

    public HubSpotMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.HubSpot");
        _events = _meter.CreateCounter<long>(
            "gateway.hubspot.events", "{event}", "Events of HubSpot's webhooks, by what came of them");
    }

    /// <summary>An event was looked at.</summary>
    /// <param name="outcome">A <see cref="CrmOutcome"/>, or <c>ignored</c>.</param>
    public void Took(string outcome) =>
        _events.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToLowerInvariant()));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
