using System.ComponentModel;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Judges;

/// <summary>What the customer records are to say of a conversation.</summary>
internal sealed record CrmEntry
{
    [Description("What the conversation came to, in two or three sentences.")]
    public string? Summary { get; init; }

    [Description("What is worth knowing for the sales people, a sentence each.")]
    public IReadOnlyList<string> Insights { get; init; } = [];

    [Description("What people are to do besides the contract, the escalation and what was arranged.")]
    public IReadOnlyList<CrmStep> Tasks { get; init; } = [];
}

/// <summary>Something to do, as the judge words it.</summary>
internal sealed record CrmStep
{
    [Description("What kind of work it is.")]
    public TaskType Type { get; init; }

    [Description("How much it presses.")]
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    [Description("What is to be done, in one line.")]
    public string? Title { get; init; }

    [Description("In how many days, 0 to 365.")]
    public int DueInDays { get; init; }
}
