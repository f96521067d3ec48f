using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Workspaces;

namespace Gateway.Testing;

/// <summary>Workspaces that stand still.</summary>
public sealed class FixedWorkspaces(params IReadOnlyCollection<Workspace> all) : IWorkspaces
{
    private readonly WorkspaceIndex _index = new(all);

    public IReadOnlyCollection<Workspace> All { get; } = all;

    public event Action<IReadOnlyCollection<Workspace>>? Changed
    {
        add { }
        remove { }
    }

    public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
        _index.TryGet(id, out workspace);

    public bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
        [NotNullWhen(true)] out WorkspaceChannel? channel) =>
        _index.TryGetByLine(kind, line, out workspace, out channel);
}
