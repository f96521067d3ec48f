using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Workspaces;

namespace Gateway.Testing;

/// <summary>Workspaces that stand still.</summary>
public sealed class FixedWorkspaces(params IReadOnlyCollection<Workspace> all) : IWorkspaces
{
    public IReadOnlyCollection<Workspace> All { get; } = all;

    public event Action<IReadOnlyCollection<Workspace>>? Changed
    {
        add { }
        remove { }
    }

    public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
        (workspace = All.FirstOrDefault(one => one.Id == id)) is not null;
}
