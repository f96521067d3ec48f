using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>How a change of the table of workspaces ended.</summary>
internal abstract record WorkspaceChange
{
    private WorkspaceChange()
    {
    }

    /// <summary>It is in the table, and this node serves it.</summary>
    /// <param name="Id">Id of the workspace.</param>
    /// <param name="Version">The version it has now: who changes it next names it.</param>
    public sealed record Done(string Id, int Version) : WorkspaceChange;

    /// <summary>The document is wrong, or names a line that is another's. Nothing was changed.</summary>
    /// <param name="Errors">All that is wrong, with JSON paths.</param>
    public sealed record Refused(IReadOnlyList<WorkspaceError> Errors) : WorkspaceChange;

    /// <summary>There is, or was, a workspace of that id. Nothing was changed.</summary>
    public sealed record IdTaken : WorkspaceChange;

    /// <summary>The workspace has a file, which wins: it is changed there. Nothing was changed here.</summary>
    public sealed record HasFile : WorkspaceChange;

    /// <summary>Somebody else was faster: the version is another by now. Nothing was changed.</summary>
    /// <param name="Version">The version it has now.</param>
    public sealed record Outdated(int Version) : WorkspaceChange;

    /// <summary>The table has no such workspace, or no more.</summary>
    public sealed record Unknown : WorkspaceChange;
}
