using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Settings;

/// <summary>Who takes tasks over.</summary>
/// <param name="Senior">Who gets escalations, and what nobody else is named for.</param>
/// <param name="Assignees">Who gets which tasks.</param>
public sealed record SalesPeople(string Senior, IReadOnlyDictionary<TaskType, string> Assignees)
{
    /// <summary>Who gets a task of a type.</summary>
    public string For(TaskType type) =>
        type == TaskType.Escalation ? Senior : Assignees.GetValueOrDefault(type, Senior);
}

/// <summary>An agent of the workspace's own: another persona for the work of one of the team's.</summary>
/// <param name="Id">Name by which rules choose it; none of the team's.</param>
/// <param name="Persona">What it calls itself.</param>
/// <param name="As">The agent of the team whose work it does.</param>
public sealed record OwnSpeaker(string Id, string Persona, string As);
