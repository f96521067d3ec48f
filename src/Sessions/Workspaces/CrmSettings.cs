namespace Gateway.Sessions.Workspaces;

/// <summary>The customer relations system that a business keeps its prospects in besides.</summary>
public sealed record CrmSettings
{
    /// <summary>The kind of it that there is.</summary>
    public const string HubSpot = "hubspot";

    /// <summary>Where HubSpot's API is.</summary>
    public static Uri HubSpotUrl { get; } = new("https://api.hubapi.com");

    /// <summary>Which one: <see cref="HubSpot"/>.</summary>
    public string Kind { get; init; } = HubSpot;

    /// <summary>What opens its API: a private app's access token.</summary>
    public required string Token { get; init; }

    /// <summary>What it signs its own webhooks with, the app's client secret; null: none are taken.</summary>
    public string? Secret { get; init; }

    /// <summary>Where its API is.</summary>
    public Uri Url { get; init; } = HubSpotUrl;

    /// <summary>Id of the pipeline that deals stand in.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Id of the stage that a deal stands in, by the prospect's status; one for each.</summary>
    public required IReadOnlyDictionary<string, string> Stages { get; init; }

    /// <summary>Ids of the owners there, by what they are called here.</summary>
    public IReadOnlyDictionary<string, string> Owners { get; init; } = new Dictionary<string, string>();
}
