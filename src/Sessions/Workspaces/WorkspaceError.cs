namespace Gateway.Sessions.Workspaces;

/// <summary>What is wrong with a workspace file, and where.</summary>
/// <param name="Path">JSON path, such as <c>$.channels[1].number</c>; <c>$</c> for the file as a whole.</param>
/// <param name="Reason">What was found and what is expected. Never the value of a secret.</param>
public sealed record WorkspaceError(string Path, string Reason);
