using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>What visits cost, in words.</summary>
internal static class PriceWords
{
    private static readonly Energy[] Energies = Enum.GetValues<Energy>();

    /// <summary>
    /// The price of each visit that the grid has, with the vehicles that it is the same for: those that the centre
    /// takes, in the order of their kinds.
    /// </summary>
    public static IEnumerable<(VisitKind Visit, IReadOnlyList<VehicleType> Vehicles, string Price)> All(
        Centre centre, string locale) => Enum.GetValues<VisitKind>().SelectMany(visit => Vehicles(centre, visit)
            .Select(vehicle => (Vehicle: vehicle, Price: Of(centre, vehicle, visit, locale)))
            .Where(one => one.Price is not null)
            .GroupBy(one => one.Price!)
            .Select(group => (visit, (IReadOnlyList<VehicleType>)[.. group.Select(one => one.Vehicle)], group.Key)));

    /// <summary>
    /// What a visit costs: <c>79 € (essence, diesel), 85 € (hybride)</c>, <c>20 €</c>; null when the grid does not say.
    /// </summary>
    public static string? Of(Centre centre, VehicleType vehicle, VisitKind visit, string locale)
    {
        if (!centre.Prices.DependsOnEnergy(vehicle, visit))
        {
            return centre.Prices.Find(vehicle, null, visit) is { } one
                ? CentreNames.Amount(one, centre, locale)
                : null;
        }

        List<string> parts =
        [
            .. Energies.Select(energy => (energy, Amount: centre.Prices.Find(vehicle, energy, visit)))
                .Where(one => one.Amount is not null)
                .GroupBy(one => one.Amount!.Value)
                .Select(group => $"{CentreNames.Amount(group.Key, centre, locale)} "
                    + $"({string.Join(", ", group.Select(one => one.energy.Name(locale)))})"),
        ];
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>The energies that the grid has no price for, though it has one for others.</summary>
    public static IReadOnlyList<Energy> Unpriced(Centre centre, VehicleType vehicle, VisitKind visit) =>
        centre.Prices.DependsOnEnergy(vehicle, visit)
            ? [.. Energies.Where(energy => centre.Prices.Find(vehicle, energy, visit) is null)]
            : [];

    /// <summary>
    /// Whether its prices tell that it takes what is driven so. Gas asks for an approval of its own: there only a price
    /// that names it tells.
    /// </summary>
    public static bool Names(Centre centre, Energy energy) => energy is Energy.Lpg or Energy.NaturalGas
        ? centre.Prices.Prices.Any(price => price.Energy == energy)
        : Vehicles(centre, VisitKind.Periodic)
            .Any(vehicle => centre.Prices.Find(vehicle, energy, VisitKind.Periodic) is not null);

    /// <summary>The kinds of vehicles that come to such a visit: the pollution check is for vans only.</summary>
    public static IEnumerable<VehicleType> Vehicles(Centre centre, VisitKind visit) =>
        Enum.GetValues<VehicleType>().Where(vehicle =>
            centre.Takes(vehicle) && (visit != VisitKind.Complementary || vehicle == VehicleType.Van));
}
