using System.Text.Json;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Shop.Settings;

/// <summary>What a shop's workspace file says under <c>settings</c>.</summary>
public sealed record ShopSettings
{
    /// <summary>As workspace files name the trade.</summary>
    public const string Solution = "shop";

    /// <summary>Name the agent goes by: 1 to 40 letters.</summary>
    public string AgentName { get; init; } = "Léa";

    /// <summary>
    /// From a locale to the file with what is sold, relative to the folder of the workspace files; empty: nothing is
    /// sold.
    /// </summary>
    public IReadOnlyDictionary<string, string> Catalogue { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// From a locale to the Markdown file with answered questions, relative to the folder of the workspace files.
    /// </summary>
    public IReadOnlyDictionary<string, string> Faq { get; init; } = new Dictionary<string, string>();

    /// <summary>How and for how much it delivers, or null when the shop does not say.</summary>
    public DeliveryTerms? Delivery { get; init; }

    /// <summary>Reads and checks a workspace's settings. Left out altogether, they are the defaults.</summary>
    /// <returns>The settings and no errors, or null and at least one error.</returns>
    public static (ShopSettings? Settings, IReadOnlyList<WorkspaceError> Errors) Parse(Workspace workspace)
    {
        var errors = new List<WorkspaceError>();
        if (workspace.Settings.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return (new ShopSettings(), errors);
        var json = new FileObject(
            "$.settings", SettingsParts.WithoutNulls(workspace.Settings), errors.Add, secret: _ => null);
        var settings = ShopSettingsReader.Read(json, workspace.Locale);
        return errors.Count == 0 ? (settings, errors) : (null, errors);
    }
}

/// <summary>How and for how much a shop delivers, in its workspace's currency.</summary>
public sealed record DeliveryTerms
{
    /// <summary>For one order.</summary>
    public required decimal Price { get; init; }

    /// <summary>Orders from this amount on are delivered free of charge; null: none are.</summary>
    public decimal? FreeFrom { get; init; }

    /// <summary>Working days at best, 0 to 90.</summary>
    public required int MinDays { get; init; }

    /// <summary>Working days at worst, not fewer than <see cref="MinDays"/>.</summary>
    public required int MaxDays { get; init; }

    /// <summary>
    /// Whether the first order may be delivered free of charge to someone who hesitates over the price.
    /// </summary>
    public bool FirstOrderFree { get; init; }
}
