namespace Gateway.Brain.Inspection.Centres;

/// <summary>A place in which one vehicle is inspected at a time.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens; unique in the centre.</param>
/// <param name="Name">As the centre's people call it.</param>
/// <param name="Vehicles">The kinds of vehicles it takes; at least one.</param>
public sealed record Bay(string Id, string Name, IReadOnlyList<VehicleType> Vehicles)
{
    /// <summary>Whether it takes that kind.</summary>
    public bool Takes(VehicleType vehicle) => Vehicles.Contains(vehicle);
}

/// <summary>A time of certain days in which nobody works in a bay.</summary>
/// <param name="Days">On which days of the week.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, after it begins.</param>
/// <param name="Bay">Id of the bay; null: of all of them.</param>
public sealed record StaffBreak(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To, string? Bay);
