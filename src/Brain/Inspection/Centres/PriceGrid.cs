namespace Gateway.Brain.Inspection.Centres;

/// <summary>What a visit costs.</summary>
/// <param name="Vehicle">The kind of vehicle; null: any.</param>
/// <param name="Energy">What drives it; null: any.</param>
/// <param name="Visit">The kind of visit.</param>
/// <param name="Amount">In the workspace's currency, all taxes included; 0 is free of charge.</param>
public sealed record Price(VehicleType? Vehicle, Energy? Energy, VisitKind Visit, decimal Amount);

/// <summary>What visits cost. Of several prices that fit, the one that says most counts.</summary>
/// <param name="Prices">All of them; no two say the same of the same.</param>
public sealed record PriceGrid(IReadOnlyList<Price> Prices)
{
    /// <summary>
    /// What a visit costs; null when the grid does not say, or not as long as the energy is not known.
    /// </summary>
    public decimal? Find(VehicleType vehicle, Energy? energy, VisitKind visit)
    {
        var fitting = Prices.Where(price =>
            price.Visit == visit && (price.Vehicle is null || price.Vehicle == vehicle)
            && (price.Energy is null || price.Energy == energy)).ToList();
        if (energy is null && DependsOnEnergy(vehicle, visit))
            return null;
        return fitting.OrderByDescending(price => (price.Vehicle is null ? 0 : 2) + (price.Energy is null ? 0 : 1))
            .Select(price => (decimal?)price.Amount).FirstOrDefault();
    }

    /// <summary>Whether the price of a visit is another one for another energy.</summary>
    public bool DependsOnEnergy(VehicleType vehicle, VisitKind visit) => Prices.Any(price =>
        price.Visit == visit && price.Energy is not null && (price.Vehicle is null || price.Vehicle == vehicle));
}
