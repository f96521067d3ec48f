using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>What came of reading one workspace file.</summary>
/// <param name="Name">The file's name without its folder.</param>
/// <param name="Workspace">The business it describes, or null when the file was refused.</param>
/// <param name="Errors">Why it was refused, or why some of its channels were.</param>
internal sealed record WorkspaceFile(string Name, Workspace? Workspace, IReadOnlyList<WorkspaceError> Errors)
{
    /// <summary>A file that cannot be served at all.</summary>
    public static WorkspaceFile Refused(string name, params IReadOnlyList<WorkspaceError> errors) => new(name, null, errors);
}
