using Gateway.Brain.Inspection.State;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Scene;

/// <summary>
/// What can be answered by a telephone's keys: without them a caller whose words are not recognised could not go on.
/// </summary>
internal static class KeyedAnswers
{
    private static readonly string[] Wishes = ["tryBook", "tryMove", "tryPrice"];
    private static readonly string[] Vehicles = ["vehicleCar", "vehicleVan", "vehicleMotorcycle", "vehicleMotorhome"];
    private static readonly string[] Energies = ["energyPetrol", "energyDiesel", "energyElectric", "energyHybrid"];

    private static readonly string[] Times =
        ["keySoonest", "keyTomorrowMorning", "keyTomorrowAfternoon", "keyNextWeekMorning", "keyNextWeekAfternoon"];

    // The makes seen most in French inspection centres; another is told to a person.
    private static readonly string[] Makes =
        ["Renault", "Peugeot", "Citroën", "Dacia", "Volkswagen", "Toyota", "Ford", "Opel", "Mercedes"];

    /// <summary>The answers to what is asked now; empty where it takes figures or letters.</summary>
    public static IReadOnlyList<QuickReply> Of(InspectionTurn turn) => turn.Inspection.Asked switch
    {
        [] when turn.Proposal is null && !turn.Inspection.HandedOver => Labels(turn, Wishes),
        [Ask.Vehicle, ..] => Labels(turn, Vehicles),
        [Ask.Energy, ..] => Labels(turn, Energies),
        [Ask.When, ..] => Labels(turn, Times),
        [Ask.Brand, ..] => [.. Makes.Select(make => new QuickReply(make))],
        [Ask.Phone, ..] when turn.PhoneOfChannel is not null => Labels(turn, ["keyThisNumber"]),
        _ => [],
    };

    private static IReadOnlyList<QuickReply> Labels(InspectionTurn turn, string[] phrases) =>
        [.. phrases.Select(phrase => new QuickReply(turn.Label(phrase)))];
}
