using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Mcp;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Mcp;

/// <summary>How long connections to servers live.</summary>
public sealed class McpConnectionsTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_workspace_that_changes_gets_connections_of_its_own()
    {
        await using var server = await FakeMcpServer.StartAsync();
        var before = WorkspaceOf(server);
        var workspaces = new ChangingWorkspaces(before);
        await using var connections = Open(workspaces);
        var first = connections.To(before, before.McpServers[0]);
        (await first.ListAsync(TestContext.Current.CancellationToken)).Count.ShouldBe(3);

        var after = WorkspaceOf(server);
        workspaces.Change(after);

        connections.To(after, after.McpServers[0]).ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task A_list_is_kept_for_minutes_and_asked_for_once_by_all()
    {
        await using var server = await FakeMcpServer.StartAsync();
        var workspace = WorkspaceOf(server);
        await using var connections = Open(new ChangingWorkspaces(workspace));
        var connection = connections.To(workspace, workspace.McpServers[0]);
        var cancellation = TestContext.Current.CancellationToken;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => connection.ListAsync(cancellation)));
        var asked = server.Requests;
        server.Tools.RemoveAt(0);
        (await connection.ListAsync(cancellation)).Count.ShouldBe(3);
        server.Requests.ShouldBe(asked);
        _clock.Advance(McpConnection.Kept);

        (await connection.ListAsync(cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_asked_ever_more_rarely()
    {
        await using var server = await FakeMcpServer.StartAsync();
        server.IsAway = true;
        var workspace = WorkspaceOf(server);
        await using var connections = Open(new ChangingWorkspaces(workspace));
        var connection = connections.To(workspace, workspace.McpServers[0]);
        var cancellation = TestContext.Current.CancellationToken;

        await connection.ListAsync(cancellation);
        _clock.Advance(McpConnection.Pause);
        await connection.ListAsync(cancellation);
        server.IsAway = false;
        _clock.Advance(McpConnection.Pause);

        (await connection.ListAsync(cancellation)).ShouldBeEmpty();
        _clock.Advance(McpConnection.Pause);
        (await connection.ListAsync(cancellation)).ShouldNotBeEmpty();
    }

    private McpConnections Open(IWorkspaces workspaces) => new(
        workspaces, new McpEgress(new SocketDialer(), Options.Create(new McpOptions { AllowLoopback = true })), _clock,
        NullLogger<McpConnections>.Instance);

    private static Workspace WorkspaceOf(FakeMcpServer server) =>
        TestBrain.DemoWorkspace with { McpServers = [new McpServer { Id = "crm", Url = server.Url }] };

    private sealed class ChangingWorkspaces(Workspace first) : IWorkspaces
    {
        public event Action<IReadOnlyCollection<Workspace>>? Changed;

        public IReadOnlyCollection<Workspace> All { get; private set; } = [first];

        public void Change(Workspace workspace) => Changed?.Invoke(All = [workspace]);

        public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
            (workspace = All.FirstOrDefault(one => one.Id == id)) is not null;

        public bool TryGetByLine(
            string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
            [NotNullWhen(true)] out WorkspaceChannel? channel)
        {
            (workspace, channel) = (null, null);
            return false;
        }
    }
}
