using System.Text.Json;

namespace Gateway.Sessions.Workspaces;

/// <summary>One business that we serve, as its file describes it.</summary>
public sealed record Workspace
{
    /// <summary>Name of the file without its ending: lower-case letters, digits and hyphens.</summary>
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

    /// <summary>Whether the brain is told, in short, what was said with the same contact on other channels. Default: no.</summary>
    public bool SharesConversations { get; init; }

    /// <summary>When and how often contacts may be written to unasked.</summary>
    public OutreachRules Outreach { get; init; } = new();

    /// <summary>The solution's own settings, validated by the solution; an object, or undefined when left out.</summary>
    public JsonElement Settings { get; init; }

    /// <summary>Whether it is open at that moment; false when it does not say.</summary>
    public bool IsOpenAt(DateTimeOffset instant) => OpeningHours.IsOpenAt(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>The first moment from then on at which it is open, that moment itself when it is; null when there is none within a year.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset instant) =>
        OpeningHours.NextOpening(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

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

    /// <summary>sms, whatsapp: name of the Twilio account (<c>Twilio:Accounts:{name}</c>); null: the one of section <c>Twilio</c> itself.</summary>
    public string? Account { get; init; }

    /// <summary>sms, whatsapp: the Messaging Service (MG…) to send through, or null to send from the number itself.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>sms: whether ç, ê and the like may lose their accent when that halves the price. Default: accents stay.</summary>
    public bool FoldAccents { get; init; }

    /// <summary>whatsapp: what is sent where free text is not allowed any more, or null: then the message is refused.</summary>
    public MessageTemplate? Template { get; init; }

    /// <summary>
    /// whatsapp: content templates with quick-reply buttons by the number of their buttons (1 to 10); their variables are 1 the text, 2 and 3 title and payload of
    /// the first button, 4 and 5 of the second, and so on. Choices for which there is none are numbered.
    /// </summary>
    public IReadOnlyDictionary<int, string> ButtonTemplates { get; init; } = new Dictionary<int, string>();

    /// <summary>whatsapp: whether to show that an answer is being worded (Twilio's public beta; marks the contact's message as read). Default: no.</summary>
    public bool TypingIndicator { get; init; }

    /// <summary>
    /// telegram: whether answers grow as native drafts, which leave nothing behind, or by edits of a message, whose beginning stays when a node dies while Telegram has it.
    /// Default: edits, which every app shows.
    /// </summary>
    public bool NativeDrafts { get; init; }

    /// <summary>
    /// telegram: whether an answer whose fate nobody can find out is sent once more after a while, at the risk that it is read twice. Default: no, it is left to an operator.
    /// </summary>
    public bool RepeatUnknown { get; init; }

    /// <summary>sms, whatsapp: whether media are deleted at the provider once we have them. Default: no.</summary>
    public bool DeleteMediaAtProvider { get; init; }

    /// <summary>Our own end of it: number or bot; null on the web.</summary>
    public string? Line => Number ?? Bot;

    /// <summary>How long to wait for more messages before a turn is run, in milliseconds; null: the channel's own default.</summary>
    public int? DebounceMs { get; init; }
}

/// <summary>An approved content template of WhatsApp.</summary>
/// <param name="ContentSid">HX and 32 hexadecimal digits.</param>
/// <param name="Variables">Their values by name (<c>1</c>, <c>2</c>, …); <c>{name}</c> stands for the business's name. Empty when it has none.</param>
public sealed record MessageTemplate(string ContentSid, IReadOnlyDictionary<string, string> Variables);

/// <summary>When and how often contacts may be written to unasked. The defaults are those of the French rules.</summary>
public sealed record OutreachRules
{
    /// <summary>sms: whether prospecting may go out from 8 to 20 h, Monday to Saturday, instead of the hours of calls (Monday to Friday, 10 to 13 and 14 to 20 h).</summary>
    public bool LongSmsHours { get; init; }

    /// <summary>The most prospecting messages to a contact within 30 days. Default 4.</summary>
    public int MostIn30Days { get; init; } = 4;

    /// <summary>Which public holidays count besides those of all France: <c>alsace-moselle</c>, <c>overseas</c>.</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];
}
