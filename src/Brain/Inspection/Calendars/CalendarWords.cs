using System.Globalization;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>What calendars say, in the language of who reads them.</summary>
internal sealed class CalendarWords
{
    private static readonly CalendarWords French = new(CultureInfo.GetCultureInfo("fr-FR"))
    {
        Planning = "planning",
        Inspection = "Contrôle technique",
        Phone = "Téléphone\u00a0: ",
        Email = "E-mail\u00a0: ",
        Price = "Prix\u00a0: ",
        Visit = "Visite\u00a0: ",
        Vehicle = "Véhicule\u00a0: ",
        Change = "Déplacer ou annuler\u00a0: ",
        Blocked = "Indisponible",
        Offered = "Proposé à la liste d’attente",
        Until = "Gardé jusqu’à ",
        Vehicles = ["voiture particulière", "utilitaire", "moto", "camping-car"],
        Visits = ["périodique", "contre-visite", "complémentaire", "volontaire"],
    };

    private static readonly CalendarWords English = new(CultureInfo.GetCultureInfo("en-GB"))
    {
        Planning = "planning",
        Inspection = "Vehicle inspection",
        Phone = "Phone: ",
        Email = "E-mail: ",
        Price = "Price: ",
        Visit = "Visit: ",
        Vehicle = "Vehicle: ",
        Change = "Move or cancel: ",
        Blocked = "Not available",
        Offered = "Offered to the waiting list",
        Until = "Kept until ",
        Vehicles = ["car", "van", "motorcycle", "motorhome"],
        Visits = ["periodic", "re-visit", "complementary", "voluntary"],
    };

    private readonly CultureInfo _culture;

    private CalendarWords(CultureInfo culture) => _culture = culture;

    public required string Planning { get; init; }

    public required string Inspection { get; init; }

    public required string Phone { get; init; }

    public required string Email { get; init; }

    public required string Price { get; init; }

    public required string Visit { get; init; }

    public required string Vehicle { get; init; }

    public required string Change { get; init; }

    public required string Blocked { get; init; }

    public required string Offered { get; init; }

    public required string Until { get; init; }

    public required string[] Vehicles { private get; init; }

    public required string[] Visits { private get; init; }

    /// <summary>Those of a language, <c>fr</c> or <c>en</c>.</summary>
    public static CalendarWords Of(string locale) => locale == "en" ? English : French;

    public string Name(VehicleType vehicle) => Vehicles[(int)vehicle];

    public string Name(VisitKind visit) => Visits[(int)visit];

    /// <summary>An amount with its currency.</summary>
    public string Amount(decimal amount, string currency) =>
        string.Create(_culture, $"{amount:0.00}\u00a0{(currency == "EUR" ? "€" : currency)}");
}
