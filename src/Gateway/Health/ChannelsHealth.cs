using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// Names each channel with its state. One that is wrong degrades the gateway and does not take it down: the others are
/// served.
/// </summary>
internal sealed class ChannelsHealth(ChannelOverview overview) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var channels = overview.Read();
        var data = new Dictionary<string, object> { ["channels"] = channels };
        var down = channels.Count(channel => channel.State == "down");
        return Task.FromResult(down == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(
                $"{down} of {channels.Count} channels {(down == 1 ? "is" : "are")} down", data: data));
    }
}
