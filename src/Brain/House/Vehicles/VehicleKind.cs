namespace Gateway.Brain.House.Vehicles;

/// <summary>What sort of vehicle people speak of.</summary>
internal enum VehicleKind
{
    /// <summary>A car for people.</summary>
    Car,

    /// <summary>A van for goods.</summary>
    Van,

    /// <summary>Everything on two and three wheels, quads, and light quadricycles ("voiture sans permis").</summary>
    Motorcycle,

    /// <summary>A motorhome, or a van that was made one.</summary>
    Motorhome,
}
