using System.Text.Json;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Sales.Settings;

/// <summary>What a sales team's workspace file says under <c>settings</c>.</summary>
public sealed record SalesSettings
{
    /// <summary>As workspace files name the trade.</summary>
    public const string Solution = "sales";

    /// <summary>Name that the agents go by: 1 to 40 letters.</summary>
    public string AgentName { get; init; } = "Camille";

    /// <summary>Agents of the workspace's own.</summary>
    public IReadOnlyList<OwnSpeaker> Speakers { get; init; } = [];

    /// <summary>What is sold.</summary>
    public required string Product { get; init; }

    /// <summary>What it is, and what for, in a few sentences.</summary>
    public required LocalText Pitch { get; init; }

    /// <summary>What it does, and will do; at least one.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>Its sizes, the cheapest first; at least one.</summary>
    public required IReadOnlyList<Plan> Plans { get; init; }

    /// <summary>On which terms.</summary>
    public required Terms Terms { get; init; }

    /// <summary>How far the agents may go.</summary>
    public required Limits Limits { get; init; }

    /// <summary>What contacts use or look at instead.</summary>
    public IReadOnlyList<Competitor> Competitors { get; init; } = [];

    /// <summary>Customers that may be told of.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>Questions that come up.</summary>
    public IReadOnlyList<KnownAnswer> Answers { get; init; } = [];

    /// <summary>Days until who does not buy now is written to again, 1 to 365.</summary>
    public int NurtureDays { get; init; } = 30;

    /// <summary>Who takes tasks over.</summary>
    public required SalesPeople People { get; init; }

    /// <summary>The workspace's own rules about who speaks, the first that applies first.</summary>
    public IReadOnlyList<OwnRule> Rules { get; init; } = [];

    /// <summary>The plan of that id, or null.</summary>
    public Plan? Plan(string id) => Plans.FirstOrDefault(plan => plan.Id == id);

    /// <summary>The feature of that id, or null.</summary>
    public Feature? Feature(string id) => Features.FirstOrDefault(feature => feature.Id == id);

    /// <summary>The plans that have a feature, the cheapest first.</summary>
    public IEnumerable<Plan> PlansWith(string feature) => Plans.Where(plan => plan.Has(feature));

    /// <summary>Reads and checks a workspace's settings. They have to be there: what is sold has no default.</summary>
    /// <returns>The settings and no errors, or null and at least one error.</returns>
    public static (SalesSettings? Settings, IReadOnlyList<WorkspaceError> Errors) Parse(Workspace workspace)
    {
        var errors = new List<WorkspaceError>();
        var json = new FileObject(
            "$.settings", SettingsParts.WithoutNulls(workspace.Settings), errors.Add, secret: _ => null);
        if (workspace.Settings.ValueKind != JsonValueKind.Object)
            return (null, errors);
        var settings = new SalesSettingsReader(errors.Add).Read(json);
        return errors.Count == 0 ? (settings, errors) : (null, errors);
    }
}
