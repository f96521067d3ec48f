namespace Gateway.Brain.Inspection.Statistics;

/// <summary>What the archive knows of a conversation.</summary>
/// <param name="Session">Id of the session.</param>
/// <param name="Call">What a call's own provider calls it; null for what is no call of others.</param>
/// <param name="Begun">When it began.</param>
/// <param name="Newest">When its newest line came.</param>
/// <param name="IsHandedOver">Whether the centre's people have it now.</param>
/// <param name="Rating">How content they were, 1 to 5; null when they did not say.</param>
internal sealed record HeldConversation(
    string Session, string? Call, DateTimeOffset Begun, DateTimeOffset Newest, bool IsHandedOver, int? Rating)
{
    /// <summary>What was taken down of it.</summary>
    public List<NotedStep> Steps { get; init; } = [];

    /// <summary>Whether an appointment was made in it.</summary>
    public bool HasBooked { get; set; }
}

/// <summary>Something that was taken down of a conversation, as often as it was.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Of the tool, or of the model.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Count">How often.</param>
internal sealed record NotedStep(StepKind Kind, string Name, string Outcome, int Count);

/// <summary>What a step is.</summary>
internal enum StepKind
{
    /// <summary>A tool did what it was asked to, and it counts as something done.</summary>
    Done,

    /// <summary>A tool did not do it.</summary>
    ToolError,

    /// <summary>The conversation was handed over.</summary>
    HandedOver,

    /// <summary>Something was not understood.</summary>
    NotUnderstood,

    /// <summary>A model gave way to another.</summary>
    ModelFailed,
}
