namespace Gateway.Brain.House.Vehicles;

/// <summary>What drives a vehicle.</summary>
internal enum VehicleEnergy
{
    /// <summary>Petrol, or ethanol in its place.</summary>
    Petrol,

    /// <summary>Diesel.</summary>
    Diesel,

    /// <summary>A battery alone.</summary>
    Electric,

    /// <summary>An engine and a battery, charged from outside or not.</summary>
    Hybrid,

    /// <summary>Liquefied petroleum gas, beside petrol or not.</summary>
    Lpg,

    /// <summary>Natural gas.</summary>
    NaturalGas,
}
