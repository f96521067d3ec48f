using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Settings;

namespace Gateway.Brain.Sales.Scene;

/// <summary>Finds in the settings what models and contacts name in their own way.</summary>
internal static class LeadFacts
{
    /// <summary>The most people that a firm can have.</summary>
    public const int MostPeople = 1_000_000;

    /// <summary>How many would use it; who told only how many work there means all of them. Null: unknown.</summary>
    public static int? SeatsOf(Lead lead) => lead.Seats ?? lead.People;

    /// <summary>The plan of that id or name, in either language; or null.</summary>
    public static Plan? PlanNamed(string words, SalesSettings settings) => settings.Plan(words.Trim())
        ?? settings.Plans.FirstOrDefault(plan => Is(words, plan.Name));

    /// <summary>The feature of that id or name, in either language; or null.</summary>
    public static Feature? FeatureNamed(string words, SalesSettings settings) => settings.Feature(words.Trim())
        ?? settings.Features.FirstOrDefault(feature => Is(words, feature.Name));

    private static bool Is(string words, LocalText name) =>
        Word.Fold(words.Trim()) is var folded
        && (folded == Word.Fold(name.French) || folded == Word.Fold(name.English));
}
