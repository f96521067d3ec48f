namespace Gateway.Brain.Sales.State;

/// <summary>Something that a person of the workspace is to do.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="Assignee">Who does it, as the workspace's settings name them.</param>
/// <param name="DueAt">Until when.</param>
/// <param name="Reason">Why a person takes over; null unless <paramref name="Type"/> is an escalation.</param>
internal sealed record SalesTask(
    TaskType Type, TaskPriority Priority, string Assignee, DateTimeOffset DueAt, EscalationReason? Reason);

/// <summary>How much a task presses.</summary>
internal enum TaskPriority
{
    /// <summary>When there is time.</summary>
    Low,

    /// <summary>In its turn.</summary>
    Normal,

    /// <summary>Before others.</summary>
    High,
}
