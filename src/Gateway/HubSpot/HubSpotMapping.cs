using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Brain.Crm;
using Gateway.Brain.Prospects;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;

namespace Gateway.HubSpot;

/// <summary>
/// Our words in HubSpot's, and the other way round, as pure functions. The properties are HubSpot's own:
/// https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide, <c>…/crm-deals-v3/guide</c>,
/// <c>…/crm-notes-v3/guide</c>, <c>…/crm-tasks-v3/guide</c>.
/// </summary>
internal static class HubSpotMapping
{
    /// <summary>Where a deal stands.</summary>
    public const string Stage = "dealstage";

    /// <summary>Whose it is.</summary>
    public const string Owner = "hubspot_owner_id";

    // What HubSpot takes of a note.
    private const int LongestBody = 65_536;
    private const int LongestName = 200;

    // Of telephone numbers that people write without their country's code.
    private const string Country = "FR";

    /// <summary>A prospect as a contact; null while nothing is known that a contact needs.</summary>
    public static Dictionary<string, string>? ContactOf(Prospect prospect, CrmSettings crm)
    {
        var contact = Known(
            ("email", prospect.Email), ("phone", prospect.Phone), ("firstname", prospect.FirstName),
            ("lastname", prospect.LastName));
        if (contact.Count == 0)
            return null;
        Add(contact, "company", prospect.Company);
        Add(contact, Owner, OwnerOf(prospect.Owner, crm));
        return contact;
    }

    /// <summary>A prospect as a deal.</summary>
    public static Dictionary<string, string> DealOf(Prospect prospect, CrmSettings crm)
    {
        var deal = Known(
            ("dealname", NameOf(prospect)), ("pipeline", crm.Pipeline), (Stage, crm.Stages[prospect.Status]),
            ("amount", AmountOf(prospect)), (Owner, OwnerOf(prospect.Owner, crm)));
        return deal;
    }

    /// <summary>A task.</summary>
    public static Dictionary<string, string> TaskOf(CrmTask task, CrmSettings crm) => Known(
        ("hs_timestamp", InstantOf(task.DueAt)),
        ("hs_task_subject", task.Title),
        ("hs_task_body", task.Details is null ? null : HtmlOf(task.Details)),
        ("hs_task_status", task.DoneAt is null ? "NOT_STARTED" : "COMPLETED"),
        // LOW, MEDIUM and HIGH are called so there, too.
        ("hs_task_priority", task.Priority),
        ("hs_task_type", task.Type == TaskKind.Call ? "CALL" : "TODO"),
        (Owner, OwnerOf(task.Assignee, crm)));

    /// <summary>A note.</summary>
    /// <param name="text">What it says, in lines.</param>
    /// <param name="at">When.</param>
    public static Dictionary<string, string> NoteOf(string text, DateTimeOffset at) => Known(
        ("hs_timestamp", InstantOf(at)), ("hs_note_body", HtmlOf(text)));

    /// <summary>What of ours may be set on a person who was there before us: where nothing stands, and no owner.
    /// </summary>
    public static Dictionary<string, string> Missing(
        IReadOnlyDictionary<string, string> ours, HubSpotObject there) =>
        ours.Where(property => property.Key != Owner && !there.Properties.ContainsKey(property.Key))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>What of ours is something else there, as we have it; whose they are is not looked at.</summary>
    public static Dictionary<string, string> Differing(
        IReadOnlyDictionary<string, string> ours, HubSpotObject there) =>
        ours.Where(property => property.Key != Owner
                && there.Properties.TryGetValue(property.Key, out var stands)
                && !IsSame(property.Key, property.Value, stands))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>What was told of a person and not set on them, for people to read; null for nothing.</summary>
    public static string? TextOf(IReadOnlyDictionary<string, string> differs) => differs.Count == 0
        ? null
        : string.Join('\n', differs.OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"{property.Key}: {property.Value}")
            .Prepend("Said in the conversation, and not changed here as it may be somebody else:"));

    /// <summary>Whether a property is one that <see cref="Set"/> knows.</summary>
    public static bool Knows(string kind, string property) => kind switch
    {
        CrmKind.Contact => property is "email" or "phone" or "firstname" or "lastname" or "company" or Owner,
        CrmKind.Deal => property is Stage or Owner,
        _ => false,
    };

    /// <summary>
    /// Sets on a prospect what was set there; false where it has no place with us: a stage that no status bears, an
    /// address that is none, or nothing where something was.
    /// </summary>
    public static bool Set(Prospect prospect, string property, string value, CrmSettings crm)
    {
        switch (property)
        {
            case Stage when StatusOf(value, prospect.Status, crm) is { } status:
                prospect.Status = status;
                return true;
            case Owner:
                prospect.Owner = value.Length == 0 ? null : OwnerCalled(value, crm);
                return true;
            case "email" when value.Contains('@', StringComparison.Ordinal) && Line(value) is { } email:
                prospect.Email = email;
                return true;
            case "phone" when E164.FromPeople(value, Country) is { } phone:
                prospect.Phone = phone;
                return true;
            case "firstname" when Line(value) is { } name:
                prospect.FirstName = name;
                return true;
            case "lastname" when Line(value) is { } name:
                prospect.LastName = name;
                return true;
            case "company" when Line(value) is { } company:
                prospect.Company = company;
                return true;
            default:
                return false;
        }
    }

    private static bool IsSame(string property, string ours, string theirs) =>
        string.Equals(ours, theirs.Trim(), StringComparison.OrdinalIgnoreCase)
        || (property == "phone" && E164.FromPeople(theirs, Country) == ours);

    // Two statuses may share a stage: who stands in it already stays what they are.
    private static string? StatusOf(string stage, string current, CrmSettings crm) =>
        crm.Stages[current] == stage
            ? current
            : ProspectStatus.All.FirstOrDefault(status => crm.Stages[status] == stage);

    private static string? OwnerOf(string? owner, CrmSettings crm) =>
        owner is null ? null
        : crm.Owners.TryGetValue(owner, out var id) ? id
        : owner.All(char.IsAsciiDigit) ? owner : null;

    private static string? OwnerCalled(string id, CrmSettings crm) =>
        crm.Owners.FirstOrDefault(owner => owner.Value == id).Key ?? Line(id);

    private static string NameOf(Prospect prospect)
    {
        var person = $"{prospect.FirstName} {prospect.LastName}".Trim();
        return prospect.Company ?? (person.Length > 0 ? person : null) ?? prospect.Email ?? prospect.Phone
            ?? string.Create(CultureInfo.InvariantCulture, $"Prospect {prospect.Id}");
    }

    // What the offer that stands comes to in a year, where a solution makes any.
    private static string? AmountOf(Prospect prospect)
    {
        if (prospect.Details is null)
            return null;
        var details = JsonElement.Parse(prospect.Details);
        return details.TryGetProperty("offer", out var offer) && offer.ValueKind == JsonValueKind.Object
            && offer.TryGetProperty("yearlyValue", out var year) && year.ValueKind == JsonValueKind.Object
            && year.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number
                ? amount.GetDecimal().ToString(CultureInfo.InvariantCulture)
                : null;
    }

    // It is shown as HTML there, and holds what contacts wrote.
    private static string HtmlOf(string text)
    {
        var html = WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>");
        return html.Length <= LongestBody ? html : HtmlOf(WellFormed.Shorten(text, text.Length / 2));
    }

    private static string InstantOf(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? Line(string text) => WellFormed.Line(text, LongestName);

    private static Dictionary<string, string> Known(params ReadOnlySpan<(string Name, string? Value)> properties)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
            Add(known, name, value);
        return known;
    }

    private static void Add(Dictionary<string, string> properties, string name, string? value)
    {
        if (value is not null)
            properties[name] = value;
    }
}
