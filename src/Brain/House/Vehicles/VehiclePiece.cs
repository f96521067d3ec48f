namespace Gateway.Brain.House.Vehicles;

/// <summary>Pieces of a message that say one thing of a vehicle: a name, a kind or an energy.</summary>
/// <param name="First">The first of them.</param>
/// <param name="End">The one behind the last.</param>
/// <param name="Names">Who is called so, the likeliest first; empty when it is no name.</param>
/// <param name="Kind">The kind that is said.</param>
/// <param name="Energy">The energy that is said.</param>
/// <param name="IsNear">Whether the name is misspelt in a way that is not listed.</param>
internal sealed record VehiclePiece(
    int First, int End, IReadOnlyList<VehicleName> Names, VehicleKind? Kind, VehicleEnergy? Energy, bool IsNear)
{
    /// <summary>The likeliest who is called so; null when it is no name.</summary>
    public VehicleName? Name => Names.Count > 0 ? Names[0] : null;
}
