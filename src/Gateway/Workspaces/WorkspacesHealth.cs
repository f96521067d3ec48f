using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Workspaces;

/// <summary>Names what is wrong. It degrades the gateway and does not take it down: the others are served.</summary>
internal sealed class WorkspacesHealth(ServedWorkspaces workspaces) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data =
            new Dictionary<string, object> { ["served"] = workspaces.All.Select(workspace => workspace.Id).ToArray() };
        var faulty = workspaces.Faulty;
        if (faulty.Count == 0)
            return Task.FromResult(HealthCheckResult.Healthy(data: data));
        data["faulty"] = faulty.Where(one => one.Origin == WorkspaceOrigin.File)
            .Select(one => new { file = one.Name, errors = one.Errors }).ToArray();
        data["faultyRows"] = faulty.Where(one => one.Origin != WorkspaceOrigin.File)
            .Select(one => new { workspace = one.Id, errors = one.Errors }).ToArray();
        return Task.FromResult(HealthCheckResult.Degraded("descriptions of workspaces are wrong", data: data));
    }
}
