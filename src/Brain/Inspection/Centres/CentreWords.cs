namespace Gateway.Brain.Inspection.Centres;

/// <summary>What centres' own files and the booking interface call things.</summary>
public static class CentreWords
{
    private static readonly string[] Vehicles = ["voiture_particuliere", "utilitaire", "moto", "camping_car"];
    private static readonly string[] Visits = ["periodique", "contre_visite", "complementaire", "volontaire"];
    private static readonly string[] Energies = ["essence", "diesel", "electrique", "hybride", "gpl", "gnv"];

    private static readonly string[] Payments =
        ["carte", "especes", "cheque", "virement", "sans_contact", "en_ligne", "carte_carburant", "cheque_vacances"];

    /// <summary>All kinds of vehicles, by the booking interface's names.</summary>
    public static IReadOnlyList<string> VehicleNames => Vehicles;

    /// <summary>All kinds of visits.</summary>
    public static IReadOnlyList<string> VisitNames => Visits;

    /// <summary>All kinds of energy.</summary>
    public static IReadOnlyList<string> EnergyNames => Energies;

    /// <summary>All ways to pay.</summary>
    public static IReadOnlyList<string> PaymentNames => Payments;

    /// <summary>As the booking interface calls it: <c>voiture_particuliere</c>.</summary>
    public static string InWire(this VehicleType vehicle) => Vehicles[(int)vehicle];

    /// <summary>As files call it: <c>contre_visite</c>.</summary>
    public static string InWire(this VisitKind visit) => Visits[(int)visit];

    /// <summary>As files call it: <c>electrique</c>.</summary>
    public static string InWire(this Energy energy) => Energies[(int)energy];

    /// <summary>The kind of vehicle of that name; null when there is none.</summary>
    public static VehicleType? VehicleOf(string? name) => Of<VehicleType>(Vehicles, name);

    /// <summary>The kind of visit of that name; null when there is none.</summary>
    public static VisitKind? VisitOf(string? name) => Of<VisitKind>(Visits, name);

    /// <summary>The energy of that name; null when there is none.</summary>
    public static Energy? EnergyOf(string? name) => Of<Energy>(Energies, name);

    private static T? Of<T>(string[] names, string? name) where T : struct, Enum =>
        Array.IndexOf(names, name) is >= 0 and var place ? (T)Enum.ToObject(typeof(T), place) : null;
}
