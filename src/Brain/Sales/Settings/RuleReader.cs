using Gateway.Brain.Sales.State;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Sales.Settings;

/// <summary>Reads a workspace's own rules about who speaks.</summary>
/// <param name="agents">Who can be named.</param>
internal sealed class RuleReader(IReadOnlyCollection<string> agents)
{
    private const decimal MostPeople = 3_000_000;
    private const decimal MostValue = 1_000_000_000;

    /// <summary>Reads them, in their order.</summary>
    public IReadOnlyList<OwnRule> Read(IEnumerable<FileObject> rules)
    {
        var names = new HashSet<string>();
        return [.. rules.Select(rule => Read(rule, names))];
    }

    private OwnRule Read(FileObject json, HashSet<string> names)
    {
        var when = json.Part("if");
        var rule = new OwnRule
        {
            Name = json.Id("name", names),
            Agent = json.Text("agent", agents.Contains, $"one of {string.Join(", ", agents)}"),
            Score = ReadBounds(when, "score", most: 100),
            Type = when?.OneOf<LeadType>("type"),
            Sector = when?.OptionalShortText("sector", 80),
            People = ReadBounds(when, "people", MostPeople),
            YearlyValue = ReadBounds(when, "yearlyValue", MostValue),
            Objection = when?.OneOf<ObjectionCategory>("objection"),
        };
        // A rule without a condition would hide all that come after it.
        if (when is not null && rule is
            { Score: null, Type: null, Sector: null, People: null, YearlyValue: null, Objection: null })
            json.Refuse("if", "needs at least one condition");
        when?.RefuseRest();
        json.RefuseRest();
        return rule;
    }

    private static Bounds? ReadBounds(FileObject? when, string name, decimal most)
    {
        if (when?.OptionalObject(name) is not { } json)
            return null;
        var bounds = new Bounds(json.OptionalAmount("min", most), json.OptionalAmount("max", most));
        if (bounds is { Min: null, Max: null })
            when.Refuse(name, "needs min or max");
        if (bounds.Min > bounds.Max)
            json.Refuse("max", "must not be less than min");
        json.RefuseRest();
        return bounds;
    }
}
