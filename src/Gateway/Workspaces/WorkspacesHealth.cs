using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Workspaces;

/// <summary>Names the bad files. They degrade the gateway and do not take it down: the others are served.</summary>
internal sealed class WorkspacesHealth(ServedWorkspaces workspaces) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["served"] = workspaces.All.Select(workspace => workspace.Id).ToArray() };
        var faulty = workspaces.Faulty;
        if (faulty.Count == 0)
            return Task.FromResult(HealthCheckResult.Healthy(data: data));
        data["faulty"] = faulty.Select(file => new { file = file.Name, errors = file.Errors }).ToArray();
        return Task.FromResult(HealthCheckResult.Degraded("files are wrong", data: data));
    }
}
