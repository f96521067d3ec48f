using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>What came of reading the description of one business: its file, or its row of the table.</summary>
/// <param name="Id">
/// The id it is read for, whatever stands in it: the file's name without its ending, the row's id.
/// </param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Workspace">The business it describes, or null when it was refused.</param>
/// <param name="Errors">Why it was refused, or why some of its channels or servers were.</param>
internal sealed record WorkspaceDocument(
    string Id, WorkspaceOrigin Origin, Workspace? Workspace, IReadOnlyList<WorkspaceError> Errors)
{
    /// <summary>What to call it: a file by its name, a row by its id.</summary>
    public string Name => Origin == WorkspaceOrigin.File ? Id + ".json" : Id;

    /// <summary>Its channels that are closed because a secret is missing.</summary>
    public IReadOnlyList<ClosedChannel> Closed { get; init; } = [];

    /// <summary>One that cannot be served at all.</summary>
    public static WorkspaceDocument Refused(
        string id, WorkspaceOrigin origin, params IReadOnlyList<WorkspaceError> errors) =>
        new(id, origin, null, errors);
}

/// <summary>Where a business is described.</summary>
internal enum WorkspaceOrigin
{
    /// <summary>A file of the folder.</summary>
    File,

    /// <summary>A row of the table.</summary>
    Table,

    /// <summary>A row of another database, which is read alone.</summary>
    Hosted,
}

/// <summary>A channel that is not served.</summary>
/// <param name="Workspace">Id of its workspace.</param>
/// <param name="Channel">The channel as far as it could be read.</param>
/// <param name="Reason">What is missing.</param>
internal sealed record ClosedChannel(string Workspace, WorkspaceChannel Channel, string Reason);
