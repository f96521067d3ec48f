using Gateway.Brain.Records;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Stores;

/// <summary>Whether PostgreSQL answers, as the watch last found it: who asks is told at once.</summary>
internal sealed class PostgresHealth(RecordsGate gate) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gate.IsShut ? HealthCheckResult.Unhealthy("does not answer") : HealthCheckResult.Healthy());
}
