using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>What came of reading one workspace file.</summary>
/// <param name="Name">The file's name without its folder.</param>
/// <param name="Workspace">The business it describes, or null when the file was refused.</param>
/// <param name="Errors">Why it was refused, or why some of its channels were.</param>
internal sealed record WorkspaceFile(string Name, Workspace? Workspace, IReadOnlyList<WorkspaceError> Errors)
{
    /// <summary>Its channels that are closed because a secret is missing.</summary>
    public IReadOnlyList<ClosedChannel> Closed { get; init; } = [];

    /// <summary>A file that cannot be served at all.</summary>
    public static WorkspaceFile Refused(string name, params IReadOnlyList<WorkspaceError> errors) => new(name, null, errors);
}

/// <summary>A channel that is not served.</summary>
/// <param name="Workspace">Id of its workspace.</param>
/// <param name="Channel">The channel as far as it could be read.</param>
/// <param name="Reason">What is missing.</param>
internal sealed record ClosedChannel(string Workspace, WorkspaceChannel Channel, string Reason);
