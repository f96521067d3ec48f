namespace Gateway.Brain.Prospects;

/// <summary>How urgent a task is, by the words of the API.</summary>
public static class TaskPriority
{
    /// <summary>When there is time.</summary>
    public const string Low = "LOW";

    /// <summary>As most things.</summary>
    public const string Medium = "MEDIUM";

    /// <summary>Before anything else.</summary>
    public const string High = "HIGH";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Low, Medium, High];
}
