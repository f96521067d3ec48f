namespace Gateway.Brain.Prospects;

/// <summary>A task as a solution wants it.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="SessionId">The session that it comes of.</param>
/// <param name="Type">One of <see cref="TaskKind"/>.</param>
/// <param name="Priority">One of <see cref="TaskPriority"/>.</param>
/// <param name="Title">What is to be done; kept in one line.</param>
/// <param name="DueAt">By when it is to be done.</param>
public sealed record TaskDraft(
    string Workspace, string SessionId, string Type, string Priority, string Title, DateTimeOffset DueAt)
{
    /// <summary>Id of the prospect it is about, in the same workspace; null for none.</summary>
    public long? ProspectId { get; init; }

    /// <summary>Who is to do it; null where nobody is named.</summary>
    public string? Assignee { get; init; }

    /// <summary>What there is to know for it, in lines; may hold a transcript.</summary>
    public string? Details { get; init; }
}
