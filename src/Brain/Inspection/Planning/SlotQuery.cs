using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Which slots are looked for. Days and times are those of the centre's clock.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; nothing is found when it lies before the first.</param>
/// <param name="Vehicle">What is inspected.</param>
/// <param name="Visit">Why.</param>
public sealed record SlotQuery(DateOnly From, DateOnly To, VehicleType Vehicle, VisitKind Visit = VisitKind.Periodic)
{
    /// <summary>In which part of the day they begin.</summary>
    public PartOfDay Part { get; init; }

    /// <summary>The earliest time they begin at; null: any.</summary>
    public TimeOnly? NotBefore { get; init; }

    /// <summary>The latest time they begin at; null: any.</summary>
    public TimeOnly? NotAfter { get; init; }

    /// <summary>Whether a visit may begin at that time of the day.</summary>
    public bool Wants(TimeOnly begin) =>
        (NotBefore is null || begin >= NotBefore) && (NotAfter is null || begin <= NotAfter) && Part switch
        {
            PartOfDay.Morning => begin < PlanningWords.Noon,
            PartOfDay.Afternoon => begin >= PlanningWords.Noon,
            _ => true,
        };
}
