using System.Diagnostics.Metrics;

namespace Gateway.Webhooks;

/// <summary>What goes out to the workspaces' own systems (meter <c>Gateway.Webhooks</c>).</summary>
internal sealed class WebhookMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _sent;

    public WebhookMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Webhooks");
        _sent = _meter.CreateCounter<long>(
            "gateway.webhooks.sent", "{message}",
            "Attempts to tell a workspace's own systems, by kind of target and outcome");
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="target">Where it went; only its kind is counted.</param>
    /// <param name="outcome"><c>delivered</c>, <c>failed</c> (it is tried again) or <c>given_up</c>.</param>
    public void Sent(string target, string outcome) => _sent.Add(
        1, new KeyValuePair<string, object?>("target", DeliveryTargets.IsWebhook(target) ? "webhook" : target),
        new KeyValuePair<string, object?>("outcome", outcome));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
