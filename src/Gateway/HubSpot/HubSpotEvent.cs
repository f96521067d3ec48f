using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Crm;

namespace Gateway.HubSpot;

/// <summary>
/// Something that happened in HubSpot, as its webhooks tell it, up to a hundred at once
/// (https://developers.hubspot.com/docs/api/webhooks; <c>object.…</c> with an <c>objectTypeId</c> as
/// https://developers.hubspot.com/docs/apps/legacy-apps/public-apps/create-generic-webhook-subscriptions has it).
/// </summary>
internal sealed record HubSpotEvent
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>Its number; by itself it is not unique, as HubSpot says.</summary>
    public long EventId { get; init; }

    /// <summary>Why we are told.</summary>
    public long SubscriptionId { get; init; }

    /// <summary>In whose account.</summary>
    public long PortalId { get; init; }

    /// <summary>The app that is told: ours.</summary>
    public long AppId { get; init; }

    /// <summary>When, in milliseconds since 1970-01-01 UTC.</summary>
    public long OccurredAt { get; init; }

    /// <summary><c>contact.propertyChange</c>, <c>deal.propertyChange</c>, <c>object.propertyChange</c> or
    /// another.</summary>
    public string? SubscriptionType { get; init; }

    /// <summary><c>0-1</c> for contacts, <c>0-3</c> for deals; null where the type says it.</summary>
    public string? ObjectTypeId { get; init; }

    /// <summary>To what.</summary>
    public long ObjectId { get; init; }

    /// <summary>What was set; null where something else happened.</summary>
    public string? PropertyName { get; init; }

    /// <summary>To what; null where it was emptied.</summary>
    public string? PropertyValue { get; init; }

    /// <summary>By what: <c>CRM_UI</c>, <c>INTEGRATION</c>, …</summary>
    public string? ChangeSource { get; init; }

    /// <summary>By which: an app's id, a user's, …</summary>
    public string? SourceId { get; init; }

    /// <summary>Of what something was set; null where something else happened, or to something else.</summary>
    [JsonIgnore]
    public string? Kind => (SubscriptionType, ObjectTypeId) switch
    {
        ("contact.propertyChange", _) or ("object.propertyChange", "0-1") => CrmKind.Contact,
        ("deal.propertyChange", _) or ("object.propertyChange", "0-3") => CrmKind.Deal,
        _ => null,
    };

    /// <summary>Whether our own app did it.</summary>
    [JsonIgnore]
    public bool IsOurs => ChangeSource == "INTEGRATION" && AppId != 0
        && SourceId == AppId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same however often it is told.</summary>
    [JsonIgnore]
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{PortalId}:{SubscriptionId}:{EventId}:{ObjectId}:{PropertyName}:{OccurredAt}");

    /// <summary>Reads a webhook's body; null when it is none.</summary>
    public static IReadOnlyList<HubSpotEvent>? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var events = JsonSerializer.Deserialize<List<HubSpotEvent?>>(body, Wire);
            return events?.OfType<HubSpotEvent>().ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
