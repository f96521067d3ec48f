using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Settings;

namespace Gateway.Brain.Sales.Scene;

/// <summary>What the plans are called, so that what is known of one is not said of another.</summary>
internal static class PlanNames
{
    /// <summary>
    /// From each name, folded, in both languages, to the id of its plan; and from each word that only one plan's names
    /// have.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(SalesSettings settings)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        var words = settings.Plans.SelectMany(plan => NamesOf(plan)
                .SelectMany(name => Word.In(name).Select(word => word.Text)).Select(word => (word, plan.Id)))
            .GroupBy(one => one.word, one => one.Id);
        foreach (var word in words)
        {
            if (word.Distinct().Take(2).ToList() is [var only])
                names[word.Key] = only;
        }

        foreach (var plan in settings.Plans)
        {
            foreach (var name in NamesOf(plan))
                names[Word.Fold(name)] = plan.Id;
        }

        return names;
    }

    private static string[] NamesOf(Plan plan) => [plan.Id, plan.Name.French, plan.Name.English];
}
