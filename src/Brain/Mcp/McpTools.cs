using Gateway.Brain.Tools;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Mcp;

/// <summary>Lets the tools of a workspace's servers join those of its agents.</summary>
internal sealed class McpTools(McpConnections connections)
{
    /// <summary>
    /// What an agent may do in a workspace: its own tools, and those of the servers that answer. Which servers, the
    /// workspace of the turn says and nothing else.
    /// </summary>
    /// <param name="agent">Name of the agent.</param>
    /// <param name="own">Its own tools; none of another's takes the place of one.</param>
    /// <param name="workspace">The business.</param>
    /// <param name="cancellationToken">Ends the waiting for their lists.</param>
    public async Task<Toolbox> JoinAsync(
        string agent, Toolbox own, Workspace workspace, CancellationToken cancellationToken)
    {
        var servers = workspace.McpServers
            .Where(server => server.Agents.Count == 0 || server.Agents.Contains(agent))
            .Select(server => connections.To(workspace, server))
            .ToList();
        if (servers.Count == 0)
            return own;
        var lists = await Task.WhenAll(servers.Select(server => server.ListAsync(cancellationToken)));
        List<McpTool> joining = [.. servers
            .Zip(lists, (server, list) => list.Select(listing => new McpTool(server, listing)))
            .SelectMany(tools => tools)
            .Where(tool => !own.ByName.ContainsKey(tool.Name))
            .DistinctBy(tool => tool.Name)];
        return joining.Count == 0 ? own : new Toolbox(agent, [.. own.ByName.Values, .. joining]);
    }
}
