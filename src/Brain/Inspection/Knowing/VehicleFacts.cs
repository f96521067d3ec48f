using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>Which vehicles a centre takes.</summary>
/// <param name="centre">The centre.</param>
/// <param name="locale"><c>fr</c>, or English.</param>
internal sealed class VehicleFacts(Centre centre, string locale)
{
    private static readonly Energy[] Gas = [Energy.Lpg, Energy.NaturalGas];
    private static readonly Energy[] Driven = [Energy.Electric, Energy.Hybrid];

    private bool IsFrench => locale == "fr";

    /// <summary>The facts.</summary>
    public IEnumerable<CentreFact> All() =>
    [
        Taken(), .. Enum.GetValues<VehicleType>().Select(OfKind), Bays(), OfEnergy("electrique", Driven),
        OfEnergy("gaz", Gas),
    ];

    private CentreFact Taken()
    {
        var list = CentreNames.Listed(
            Enum.GetValues<VehicleType>().Where(centre.Takes).Select(vehicle => vehicle.Names(locale)), locale);
        return new CentreFact(
            "vehicle", "vehicle", IsFrench ? "Quels véhicules prenez-vous\u00A0?" : "Which vehicles do you take?",
            IsFrench ? $"Le centre contrôle\u00A0: {list}." : $"The centre inspects: {list}.");
    }

    private CentreFact OfKind(VehicleType vehicle)
    {
        var names = vehicle.Names(locale);
        return new CentreFact(
            $"vehicle.{vehicle.InWire()}", "vehicle",
            IsFrench ? $"Prenez-vous les {names}\u00A0?" : $"Do you take {names}?",
            (IsFrench, centre.Takes(vehicle)) switch
            {
                (true, true) => $"Oui, le centre contrôle les {names}.",
                (true, false) => $"Non, le centre ne contrôle pas les {names}.",
                (false, true) => $"Yes, the centre inspects {names}.",
                _ => $"No, the centre does not inspect {names}.",
            });
    }

    private CentreFact Bays()
    {
        var list = string.Join(
            IsFrench ? "\u00A0; " : "; ",
            centre.Bays.Select(bay => $"{bay.Name}{(IsFrench ? "\u00A0:" : ":")} "
                + CentreNames.Listed(bay.Vehicles.Select(vehicle => vehicle.Names(locale)), locale)));
        return new CentreFact(
            "vehicle.bays", "vehicle", IsFrench ? "Combien de pistes avez-vous\u00A0?" : "How many bays do you have?",
            (IsFrench, centre.Bays.Count) switch
            {
                (true, 1) => $"Le centre a 1\u00A0piste. {list}.",
                (true, _) => $"Le centre a {centre.Bays.Count}\u00A0pistes. {list}.",
                (_, 1) => $"The centre has 1 bay. {list}.",
                _ => $"The centre has {centre.Bays.Count} bays. {list}.",
            });
    }

    // The bays do not say what drives the vehicles that they take; the prices do.
    private CentreFact OfEnergy(string id, Energy[] energies)
    {
        var names = CentreNames.Listed(energies.Select(energy => energy.Name(locale)), locale, isOr: true);
        List<Energy> priced =
            [.. energies.Where(energy => PriceWords.Names(centre, energy))];
        var known = CentreNames.Listed(priced.Select(energy => energy.Name(locale)), locale);
        return new CentreFact(
            $"vehicle.{id}", "vehicle",
            IsFrench ? $"Prenez-vous un véhicule {names}\u00A0?" : $"Do you take {names} vehicles?",
            (IsFrench, priced.Count) switch
            {
                (true, 0) => $"Les données du centre ne disent rien des véhicules {names}\u00A0: à demander au "
                    + "centre.",
                (true, _) => $"Oui, le centre a un tarif pour cette énergie\u00A0: {known}.",
                (false, 0) => $"The centre’s data say nothing of {names} vehicles: that is to be asked of the "
                    + "centre.",
                _ => $"Yes, the centre has a price for it: {known}.",
            });
    }
}
