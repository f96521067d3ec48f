using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>What a load balancer asks.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (all it depends on answers).</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new Readiness(
                Word(report.Status),
                report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new Dependency(Word(entry.Value.Status), entry.Value.Description,
                        entry.Value.Data.Count == 0 ? null : entry.Value.Data))),
            context.RequestAborted);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "up",
        HealthStatus.Degraded => "degraded",
        _ => "down",
    };

    private sealed record Readiness(string State, IReadOnlyDictionary<string, Dependency> Dependencies);

    private sealed record Dependency(string State, string? Detail, IReadOnlyDictionary<string, object>? Data);
}
