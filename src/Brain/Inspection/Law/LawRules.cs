using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Settings;

namespace Gateway.Brain.Inspection.Law;

/// <summary>
/// The rules of the law on vehicle inspection, from <c>Rules.json</c>: those of the code de la route and of the decrees
/// of 18 June 1991 (up to 3.5 tonnes) and 23 October 2023 (two and three wheels). What of each was checked, and as of
/// when, stands with its source.
/// </summary>
internal static class LawRules
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>All of them; no two have the same id.</summary>
    public static IReadOnlyList<LawRule> All { get; } = Load();

    /// <summary>One of them.</summary>
    /// <exception cref="InvalidOperationException">There is none of that id.</exception>
    public static LawRule Of(string id) => All.Single(rule => rule.Id == id);

    private static LawRule[] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Inspection.law")!;
        return
        [
            .. JsonSerializer.Deserialize<List<Written>>(stream, Options)!.Select(rule => new LawRule(
                rule.Id, rule.Topic, new LocalText(rule.Title.Fr, rule.Title.En),
                new LocalText(rule.Text.Fr, rule.Text.En), rule.Source)),
        ];
    }

    private sealed record Written(string Id, string Topic, Both Title, Both Text, LawSource Source);

    private sealed record Both(string Fr, string En);
}
