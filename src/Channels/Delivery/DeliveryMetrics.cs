using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Channels.Delivery;

/// <summary>Counters of the delivery (meter <c>Gateway.Channels</c>) and its activities.</summary>
internal sealed class DeliveryMetrics
{
    /// <summary>One activity for each message handed to a provider.</summary>
    public static readonly ActivitySource Activities = new("Gateway.Channels");

    /// <summary>The activity of one hand-over to a provider, in the trace of what is handed over.</summary>
    public static Activity? StartDelivery(string? trace) => Activities.StartActivity(
        "delivery", ActivityKind.Producer,
        ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var parent) ? parent : default);

    private readonly Counter<long> _ended;
    private readonly Histogram<double> _age;

    public DeliveryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Gateway.Channels");
        _ended = meter.CreateCounter<long>("gateway.deliveries", "{message}",
            "Messages by channel and outcome: sent, again, unknown, found, resent, repeated, open, capped, failed, parked, optedOut, held, lost");
        _age = meter.CreateHistogram<double>(
            "gateway.delivery.age", "s", "From the entry's commit to the provider's yes");
    }

    public void Ended(string channel, string outcome) =>
        _ended.Add(
            1, new KeyValuePair<string, object?>("channel", channel),
            new KeyValuePair<string, object?>("outcome", outcome));

    public void Sent(string channel, TimeSpan age)
    {
        Ended(channel, "sent");
        _age.Record(Math.Max(0, age.TotalSeconds), new KeyValuePair<string, object?>("channel", channel));
    }
}
