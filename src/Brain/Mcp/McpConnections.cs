using System.Collections.Concurrent;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Mcp;

/// <summary>
/// The connections to servers, one for each that a workspace names: never shared between two, and closed when the
/// workspace changes or is no longer served.
/// </summary>
internal sealed class McpConnections : IAsyncDisposable
{
    // A server's description never changes: another one is another server.
    private readonly ConcurrentDictionary<McpServer, McpConnection> _open = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<McpConnection, Task> _closing = [];
    private readonly IWorkspaces _workspaces;
    private readonly McpEgress _egress;
    private readonly TimeProvider _time;
    private readonly ILogger<McpConnections> _logger;

    public McpConnections(
        IWorkspaces workspaces, McpEgress egress, TimeProvider time, ILogger<McpConnections> logger)
    {
        (_workspaces, _egress, _time, _logger) = (workspaces, egress, time, logger);
        workspaces.Changed += Follow;
    }

    /// <summary>The connection of a workspace to one of its servers.</summary>
    public McpConnection To(Workspace workspace, McpServer server) => _open.GetOrAdd(
        server, _ => new McpConnection(workspace.Id, server, _egress, _time, _logger));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _workspaces.Changed -= Follow;
        foreach (var connection in _open.Values.Concat(_closing.Keys))
            await connection.DisposeAsync();
        await Task.WhenAll(_closing.Values);
    }

    private void Follow(IReadOnlyCollection<Workspace> all)
    {
        var served = all.SelectMany(workspace => workspace.McpServers)
            .ToHashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var server in _open.Keys.Where(server => !served.Contains(server)))
        {
            if (_open.TryRemove(server, out var connection))
                _closing[connection] = CloseAsync(connection);
        }
    }

    private async Task CloseAsync(McpConnection connection)
    {
        await Task.Yield();
        await connection.CloseAsync();
        _closing.TryRemove(connection, out _);
    }
}
