using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Sessions.Workspaces;

/// <summary>A set of businesses to look things up in: what <see cref="IWorkspaces"/> answers from.</summary>
public sealed class WorkspaceIndex
{
    private readonly FrozenDictionary<string, Workspace> _byId;
    private readonly FrozenDictionary<Key, (Workspace Workspace, WorkspaceChannel Channel)> _byLine;

    /// <summary>Indexes them.</summary>
    /// <param name="all">The businesses, no two with one id; of two with one line the first has it.</param>
    public WorkspaceIndex(IEnumerable<Workspace> all)
    {
        All = [.. all.OrderBy(workspace => workspace.Id, StringComparer.Ordinal)];
        _byId = All.ToFrozenDictionary(workspace => workspace.Id, StringComparer.Ordinal);
        var byLine = new Dictionary<Key, (Workspace, WorkspaceChannel)>(KeyComparer.Instance);
        foreach (var workspace in All)
        {
            foreach (var channel in workspace.Channels.Where(channel => channel.Name is not null))
                byLine.TryAdd(new Key(channel.Kind, channel.Name!), (workspace, channel));
        }

        _byLine = byLine.ToFrozenDictionary(KeyComparer.Instance);
    }

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<Workspace> All { get; }

    /// <summary>As <see cref="IWorkspaces.TryGet"/>.</summary>
    public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace)
    {
        workspace = null;
        return id is not null && _byId.TryGetValue(id, out workspace);
    }

    /// <summary>As <see cref="IWorkspaces.TryGetByLine"/>.</summary>
    public bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
        [NotNullWhen(true)] out WorkspaceChannel? channel)
    {
        var isFound = _byLine.TryGetValue(new Key(kind, line ?? ""), out var found);
        (workspace, channel) = isFound ? found : default;
        return workspace is not null && channel is not null;
    }

    private readonly record struct Key(string Kind, string Line);

    // A line is found in any case, without a copy of it being made for the search.
    private sealed class KeyComparer : IEqualityComparer<Key>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(Key x, Key y) =>
            x.Kind == y.Kind && string.Equals(x.Line, y.Line, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(Key key) =>
            HashCode.Combine(key.Kind, string.GetHashCode(key.Line, StringComparison.OrdinalIgnoreCase));
    }
}
