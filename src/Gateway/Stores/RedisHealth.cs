using System.Globalization;
using Gateway.Sessions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Gateway.Stores;

/// <summary>Whether Redis answers, and has room for new sessions.</summary>
internal sealed class RedisHealth(IConnectionMultiplexer redis, StoreRoom room) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return room.IsShort
                ? HealthCheckResult.Degraded(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{room.Share * 100:0} % of its memory is used: no new sessions are opened"))
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("does not answer", e);
        }
    }
}
