using System.Diagnostics.Metrics;

namespace Gateway.Inspection.Provisioning;

/// <summary>What is done for centres at the providers (meter <c>Gateway.Inspection</c>).</summary>
internal sealed class ProvisioningMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _steps;

    public ProvisioningMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Inspection");
        _steps = _meter.CreateCounter<long>(
            "gateway.provisioning.steps", "{step}", "Steps of provisioning, by name and what came of them");
    }

    /// <summary>A step ended.</summary>
    public void Made(string step, string outcome) => _steps.Add(
        1, new KeyValuePair<string, object?>("step", step), new KeyValuePair<string, object?>("outcome", outcome));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
