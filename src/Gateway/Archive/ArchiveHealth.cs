using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Archive;

/// <summary>
/// Whether the archive keeps up. One that does not takes no one off the air: conversations go on without it.
/// </summary>
internal sealed class ArchiveHealth(ArchiveMetrics metrics) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(metrics switch
        {
            { AsideNow: > 0 } => HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture,
                $"{metrics.AsideNow} records could not be copied and wait on /api/parked")),
            _ when metrics.Lag > Late => HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture, $"{metrics.Lag.TotalSeconds:0} s behind")),
            _ => HealthCheckResult.Healthy(),
        });
}
