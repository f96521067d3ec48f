using System.Text.Json;

namespace Gateway.Sessions.Workspaces;

/// <summary>One business that we serve, as its file or its row of the table describes it.</summary>
public sealed record Workspace
{
    /// <summary>
    /// Name of its file without the ending, or id of its row: lower-case letters, digits and hyphens.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The trade, by the name its solution gives itself: <c>shop</c>.</summary>
    public required string Solution { get; init; }

    /// <summary>Language it speaks first, <c>fr</c> or <c>en</c>.</summary>
    public string Locale { get; init; } = "fr";

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>ISO 4217 currency of its prices.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>When it is open, in its own time zone.</summary>
    public OpeningHours OpeningHours { get; init; } = OpeningHours.Unknown;

    /// <summary>Whom to turn to when a person is asked for, or null.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>The ways in.</summary>
    public IReadOnlyList<WorkspaceChannel> Channels { get; init; } = [];

    /// <summary>
    /// Whether the brain is told, in short, what was said with the same contact on other channels. Default: no.
    /// </summary>
    public bool SharesConversations { get; init; }

    /// <summary>When and how often contacts may be written to unasked.</summary>
    public OutreachRules Outreach { get; init; } = new();

    /// <summary>Servers of others whose tools join those of its agents.</summary>
    public IReadOnlyList<McpServer> McpServers { get; init; } = [];

    /// <summary>Who is told what happens to its prospects and tasks.</summary>
    public IReadOnlyList<WebhookSubscription> Webhooks { get; init; } = [];

    /// <summary>Where its prospects are kept besides; null for nowhere.</summary>
    public CrmSettings? Crm { get; init; }

    /// <summary>
    /// The solution's own settings, validated by the solution; an object, or undefined when left out.
    /// </summary>
    public JsonElement Settings { get; init; }

    /// <summary>Whether it is open at that moment; false when it does not say.</summary>
    public bool IsOpenAt(DateTimeOffset instant) =>
        OpeningHours.IsOpenAt(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>
    /// The first moment from then on at which it is open, that moment itself when it is; null when there is none within
    /// a year.
    /// </summary>
    public DateTimeOffset? NextOpening(DateTimeOffset instant) =>
        OpeningHours.NextOpening(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
}

/// <summary>How the people of a business are reached.</summary>
/// <param name="Phone">E.164, or null.</param>
/// <param name="Email">Address, or null.</param>
public sealed record Escalation(string? Phone, string? Email);

/// <summary>
/// When and how often contacts may be written to unasked. The defaults are those of the French rules.
/// </summary>
public sealed record OutreachRules
{
    /// <summary>
    /// sms: whether prospecting may go out from 8 to 20 h, Monday to Saturday, instead of the hours of calls (Monday to
    /// Friday, 10 to 13 and 14 to 20 h).
    /// </summary>
    public bool LongSmsHours { get; init; }

    /// <summary>The most prospecting messages to a contact within 30 days. Default 4.</summary>
    public int MostIn30Days { get; init; } = 4;

    /// <summary>
    /// Which public holidays count besides those of all France: <c>alsace-moselle</c>, <c>overseas</c>.
    /// </summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];
}
