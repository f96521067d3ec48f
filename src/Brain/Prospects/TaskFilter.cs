namespace Gateway.Brain.Prospects;

/// <summary>Which tasks to look at; null does not restrict.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="IsOpen">Whether they are still to be done.</param>
/// <param name="Assignee">Who is to do them, written alike.</param>
public sealed record TaskFilter(string? Workspace = null, bool? IsOpen = null, string? Assignee = null);
