using System.Text.Json;

namespace Gateway.Sessions.Workspaces;

/// <summary>One business that we serve, as its file describes it.</summary>
public sealed record Workspace
{
    /// <summary>Name of the file without its ending: lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The trade: <c>shop</c>, <c>inspection</c>, <c>sales</c>, <c>cars</c> or <c>personas</c>.</summary>
    public required string Solution { get; init; }

    /// <summary>Language it speaks first, <c>fr</c> or <c>en</c>.</summary>
    public string Locale { get; init; } = "fr";

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>ISO 4217 currency of its prices.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>From a day or a range of days (<c>mon-fri</c>) to hours (<c>09:00-18:00</c>).</summary>
    public IReadOnlyDictionary<string, string> OpeningHours { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom to turn to when a person is asked for, or null.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>The ways in.</summary>
    public IReadOnlyList<WorkspaceChannel> Channels { get; init; } = [];

    /// <summary>The solution's own settings, validated by the solution; an object, or undefined when left out.</summary>
    public JsonElement Settings { get; init; }

    /// <summary>The web channel, or null when the business has none.</summary>
    public WorkspaceChannel? Web => Channels.FirstOrDefault(channel => channel.Kind == ChannelKind.Web);
}

/// <summary>How the people of a business are reached.</summary>
/// <param name="Phone">E.164, or null.</param>
/// <param name="Email">Address, or null.</param>
public sealed record Escalation(string? Phone, string? Email);

/// <summary>One way in. Which fields matter depends on <see cref="Kind"/>.</summary>
public sealed record WorkspaceChannel
{
    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>web: the public name of the widget.</summary>
    public string? SiteKey { get; init; }

    /// <summary>web: exact origins (scheme, host, port) the widget may stand on.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>web: at most two HS256 keys, each at least 32 bytes, that the shop's own server signs identities with.</summary>
    public IReadOnlyList<string> IdentityKeys { get; init; } = [];

    /// <summary>sms, whatsapp, voice: E.164.</summary>
    public string? Number { get; init; }

    /// <summary>telegram: the bot's user name.</summary>
    public string? Bot { get; init; }

    /// <summary>telegram: the bot's token.</summary>
    public string? Token { get; init; }

    /// <summary>voice: <c>media-streams</c> or <c>relay</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>How long to wait for more messages before a turn is run, in milliseconds; null: the channel's own default.</summary>
    public int? DebounceMs { get; init; }
}
