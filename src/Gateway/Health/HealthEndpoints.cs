using Gateway.Brain.Records;
using Gateway.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>What a load balancer asks.</summary>
internal static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (all it depends on answers).
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(
            "/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    /// <summary>
    /// Each state is for everyone; which numbers, bots and files there are, and what is wrong with them, for who has a
    /// key to all workspaces.
    /// </summary>
    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        var isTold = await MayKnowAsync(context);
        await context.Response.WriteAsJsonAsync(
            new Readiness(
                Word(report.Status),
                report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new Dependency(
                        Word(entry.Value.Status), isTold ? entry.Value.Description : null,
                        isTold && entry.Value.Data.Count > 0 ? entry.Value.Data : null))),
            context.RequestAborted);
    }

    private static async Task<bool> MayKnowAsync(HttpContext context)
    {
        try
        {
            var caller = await context.AuthenticateAsync(ApiKeyHandler.Name);
            return caller.Succeeded && caller.Principal.OnlyWorkspace() is null;
        }
        catch (RecordsUnavailableException)
        {
            // Who asks cannot be known now; the states are what matters in that hour.
            return false;
        }
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "up",
        HealthStatus.Degraded => "degraded",
        _ => "down",
    };

    private sealed record Readiness(string State, IReadOnlyDictionary<string, Dependency> Dependencies);

    private sealed record Dependency(string State, string? Detail, IReadOnlyDictionary<string, object>? Data);
}
