namespace Gateway.Brain.Webhooks;

/// <summary>What workspaces are told of, by the names of the wire.</summary>
public static class WebhookEvents
{
    /// <summary>A prospect was recorded.</summary>
    public const string ProspectRecorded = "prospect.recorded";

    /// <summary>Anything of a prospect changed.</summary>
    public const string ProspectChanged = "prospect.changed";

    /// <summary>A task was recorded.</summary>
    public const string TaskRecorded = "task.recorded";

    /// <summary>A task was handed on, ticked off or opened again.</summary>
    public const string TaskChanged = "task.changed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [ProspectRecorded, ProspectChanged, TaskRecorded, TaskChanged];
}
