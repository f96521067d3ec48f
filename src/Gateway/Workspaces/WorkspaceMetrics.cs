using System.Diagnostics.Metrics;

namespace Gateway.Workspaces;

/// <summary>
/// What is served and what is wrong with it (meter <c>Gateway.Workspaces</c>), the latter by source: file or table.
/// </summary>
internal sealed class WorkspaceMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _looksFailed;

    public WorkspaceMetrics(IMeterFactory factory, ServedWorkspaces workspaces)
    {
        _meter = factory.Create("Gateway.Workspaces");
        _looksFailed = _meter.CreateCounter<long>(
            "gateway.workspaces.looks_failed", "{look}", "Looks at the table of workspaces that failed");
        _meter.CreateObservableGauge(
            "gateway.workspaces.served", () => workspaces.All.Count, "{workspace}", "Workspaces that are being served");
        _meter.CreateObservableGauge(
            "gateway.workspaces.faulty", () => Faulty(workspaces), "{workspace}",
            "Files and rows that are wrong, or have channels that are");
    }

    /// <summary>The table could not be looked at.</summary>
    public void LookFailed() => _looksFailed.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Faulty(ServedWorkspaces workspaces) =>
        Enum.GetValues<WorkspaceOrigin>().Select(origin => new Measurement<int>(
            workspaces.Faulty.Count(document => document.Origin == origin),
            new KeyValuePair<string, object?>("source", origin.ToString().ToLowerInvariant())));
}
