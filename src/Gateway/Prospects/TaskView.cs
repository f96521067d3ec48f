using System.Text.Json.Serialization;
using Gateway.Brain.Prospects;

namespace Gateway.Prospects;

/// <summary>A page of tasks.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">What to pass as <c>after</c> for the following page; left out on the last one.</param>
internal sealed record TaskPage(
    IReadOnlyList<TaskView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>What can be changed of a task; null leaves it.</summary>
/// <param name="Done">Whether it is done.</param>
/// <param name="Assignee">Who is to do it, at most 100 characters; "" for nobody.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TaskPatch(bool? Done, string? Assignee);

/// <summary>A task as the API shows it.</summary>
/// <param name="Id">Of the task.</param>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="ProspectId">Whom it is about; null for nobody who was recorded.</param>
/// <param name="SessionId">The session that it comes of.</param>
/// <param name="Type">FOLLOW_UP, CALL, DEMO, CONTRACT or ESCALATION.</param>
/// <param name="Priority">LOW, MEDIUM or HIGH.</param>
/// <param name="Assignee">Who is to do it; null for nobody.</param>
/// <param name="Title">What is to be done, in one line.</param>
/// <param name="Details">What there is to know for it, in lines; null for nothing.</param>
/// <param name="DueAt">By when it is to be done.</param>
/// <param name="DoneAt">When it was done; null while it is open.</param>
/// <param name="CreatedAt">When it was recorded.</param>
internal sealed record TaskView(
    long Id, string Workspace, long? ProspectId, string SessionId, string Type, string Priority, string? Assignee,
    string Title, string? Details, DateTimeOffset DueAt, DateTimeOffset? DoneAt, DateTimeOffset CreatedAt)
{
    public static TaskView Of(CrmTask task) => new(
        task.Id, task.Workspace, task.ProspectId, task.SessionId, task.Type, task.Priority, task.Assignee, task.Title,
        task.Details, task.DueAt, task.DoneAt, task.CreatedAt);
}
