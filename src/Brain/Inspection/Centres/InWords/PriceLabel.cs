namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>What an amount is said of.</summary>
internal sealed class PriceLabel
{
    /// <summary>Kinds of vehicles; null among them: any.</summary>
    public List<VehicleType?> Vehicles { get; } = [];

    /// <summary>What drives them; empty: any.</summary>
    public List<Energy> Energies { get; } = [];

    /// <summary>Kinds of visits; empty: it does not say.</summary>
    public List<VisitKind> Visits { get; } = [];

    /// <summary>Whether the grid has no place for it.</summary>
    public bool IsOther { get; set; }

    /// <summary>Whether it costs nothing.</summary>
    public bool IsFree { get; set; }

    /// <summary>Where it begins in the text; -1 as long as it says nothing.</summary>
    public int Start { get; set; } = -1;

    /// <summary>Where it ends.</summary>
    public int End { get; set; }

    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => Vehicles.Count == 0 && Energies.Count == 0 && Visits.Count == 0 && !IsOther;

    /// <summary>Whether it names a kind of vehicle.</summary>
    public bool HasVehicle => Vehicles.Exists(vehicle => vehicle is not null);
}
