using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Settings;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>What people call kinds of vehicles, visits, energies and ways to pay.</summary>
internal static class CentreNames
{
    private static readonly LocalText[] Vehicles =
    [
        new("voiture particulière", "car"), new("utilitaire léger", "light van"),
        new("moto, scooter, trois-roues, quad ou voiturette", "motorcycle, scooter, three-wheeler or quadricycle"),
        new("camping-car", "motorhome"),
    ];

    private static readonly LocalText[] ManyVehicles =
    [
        new("voitures particulières", "cars"), new("utilitaires légers", "light vans"),
        new("motos (avec scooters, trois-roues, quads, voiturettes)", "motorcycles (with scooters, trikes, quads)"),
        new("camping-cars", "motorhomes"),
    ];

    private static readonly LocalText[] Visits =
    [
        new("contrôle technique périodique", "periodic inspection"), new("contre-visite", "re-visit"),
        new("contrôle complémentaire pollution", "extra pollution check"),
        new("contrôle volontaire, sans effet légal", "voluntary check, with no effect in law"),
    ];

    private static readonly LocalText[] Energies =
    [
        new("essence", "petrol"), new("diesel", "diesel"), new("électrique", "electric"), new("hybride", "hybrid"),
        new("GPL", "LPG"), new("GNV", "natural gas"),
    ];

    // In the order of CentreWords.PaymentNames.
    private static readonly LocalText[] Payments =
    [
        new("carte bancaire", "bank card"), new("espèces", "cash"), new("chèque", "cheque"),
        new("virement", "bank transfer"), new("sans contact", "contactless"),
        new("paiement en ligne", "payment online"), new("carte carburant", "fuel card"),
        new("chèques-vacances", "chèques-vacances"),
    ];

    /// <summary>One vehicle of that kind, without article.</summary>
    public static string Name(this VehicleType vehicle, string locale) => Vehicles[(int)vehicle].In(locale);

    /// <summary>Vehicles of that kind.</summary>
    public static string Names(this VehicleType vehicle, string locale) => ManyVehicles[(int)vehicle].In(locale);

    /// <summary>A visit of that kind, without article.</summary>
    public static string Name(this VisitKind visit, string locale) => Visits[(int)visit].In(locale);

    /// <summary>An energy.</summary>
    public static string Name(this Energy energy, string locale) => Energies[(int)energy].In(locale);

    /// <summary>A way to pay, by the name that files have for it.</summary>
    public static string PaymentName(string name, string locale) =>
        Payments[CentreWords.PaymentNames.ToList().IndexOf(name)].In(locale);

    /// <summary>An amount: <c>79 €</c>, <c>free of charge</c>.</summary>
    public static string Amount(decimal amount, Centre centre, string locale) => amount == 0
        ? new LocalText("sans frais", "free of charge").In(locale)
        : new Money(amount, centre.Currency).ToShortText(locale);

    /// <summary>Several things in a row: <c>a, b et c</c>.</summary>
    public static string Listed(IEnumerable<string> things, string locale, bool isOr = false)
    {
        List<string> all = [.. things];
        var last = (locale, isOr) switch { ("fr", true) => "ou", ("fr", _) => "et", (_, true) => "or", _ => "and" };
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {last} {all[^1]}";
    }

    /// <summary>The first letter as a sentence begins.</summary>
    public static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
