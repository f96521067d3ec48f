namespace Gateway.Brain.House.Vehicles;

/// <summary>How much must stand beside a name before it is taken for one of a vehicle.</summary>
internal enum VehicleDoubt
{
    /// <summary>It means nothing else.</summary>
    None,

    /// <summary>A person or a place may be called so.</summary>
    Some,

    /// <summary>A word of everyday talk.</summary>
    Much,

    /// <summary>A letter or two and a figure or two, as rooms and roads are called too.</summary>
    Code,

    /// <summary>A number.</summary>
    Number,

    /// <summary>It counts beside its make only.</summary>
    Make,
}

/// <summary>A name that a make or a model goes by.</summary>
/// <param name="Make">The make, as it writes itself.</param>
/// <param name="Model">The model; null when the name is that of the make.</param>
/// <param name="Kind">Of what kind it is; null when that is open.</param>
/// <param name="Energy">What drives it, where only one thing does; null otherwise.</param>
/// <param name="Doubt">What the name needs beside it.</param>
/// <param name="IsCopy">Whether another make sells the same model by the same name, and first.</param>
internal sealed record VehicleName(
    string Make, string? Model, VehicleKind? Kind, VehicleEnergy? Energy, VehicleDoubt Doubt, bool IsCopy);
