using System.Runtime.CompilerServices;
using System.Security.Claims;
using Gateway.Brain.Inspection.Centres;
using Gateway.Operators;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Planning;

/// <summary>
/// Finds the centres that are being served. What a workspace says is read once for as long as it stands.
/// </summary>
internal sealed class CentreLookup(IWorkspaces workspaces)
{
    private readonly ConditionalWeakTable<Workspace, StrongBox<Centre?>> _read = [];

    /// <summary>All of them.</summary>
    public IEnumerable<Centre> All => workspaces.All.Select(Read).OfType<Centre>();

    /// <summary>The one with that id; null when there is none.</summary>
    public Centre? Find(string? id) => workspaces.TryGet(id, out var workspace) ? Read(workspace) : null;

    /// <summary>The same, of those that a caller may know of.</summary>
    public Centre? Find(string? id, ClaimsPrincipal caller) => caller.MaySee(id) ? Find(id) : null;

    private Centre? Read(Workspace workspace) => workspace.Solution != Centre.Solution
        ? null
        : _read.GetValue(workspace, one => new StrongBox<Centre?>(Centre.Parse(one).Centre)).Value;
}
