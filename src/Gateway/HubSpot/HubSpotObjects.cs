using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Brain.Crm;
using Gateway.Sessions.Workspaces;

namespace Gateway.HubSpot;

/// <summary>One object of HubSpot's.</summary>
/// <param name="Id">What it is called there.</param>
/// <param name="OwnId">What we call it; null where nobody has said.</param>
internal sealed record HubSpotObject(string Id, string? OwnId)
{
    /// <summary>What stands in the properties that were asked for; without those in which nothing does.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// HubSpot's objects: <c>contacts</c>, <c>deals</c>, <c>notes</c> and <c>tasks</c>
/// (https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide and its neighbours; the parameter
/// <c>idProperty</c> as HubSpot's own library has it, HubSpot/hubspot-api-nodejs
/// <c>codegen/crm/objects/notes/apis/BasicApi.ts</c>).
/// </summary>
internal sealed partial class HubSpotObjects(HubSpotClient client)
{
    /// <summary>The property that holds what we call it; one of a kind (<see cref="HubSpotSchema"/>).</summary>
    public const string OwnId = CrmLink.OwnMark;

    // As HubSpot has it: HubSpot/hubspot-api-nodejs, issue 545.
    private const string UniqueConflict = "CONFLICTING_UNIQUE_VALUE";

    /// <summary>
    /// The one whose value of a property that is unique is that; null for none. Unlike a search it knows what was
    /// written a moment ago.
    /// </summary>
    /// <exception cref="HubSpotFault">It could not be read.</exception>
    public async Task<HubSpotObject?> FindAsync(
        CrmSettings crm, string type, string property, string value, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            crm, HttpMethod.Get,
            $"/crm/v3/objects/{type}/{Uri.EscapeDataString(value)}?idProperty={property}&properties={OwnId}",
            body: null, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : Of(answer);
    }

    /// <summary>
    /// One with some of its properties; null for none. One that was merged into another is that other.
    /// </summary>
    /// <exception cref="HubSpotFault">It could not be read.</exception>
    public async Task<HubSpotObject?> ReadAsync(
        CrmSettings crm, string type, string id, IEnumerable<string> properties, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            crm, HttpMethod.Get,
            $"/crm/v3/objects/{type}/{id}?properties={string.Join(',', properties.Prepend(OwnId))}", body: null,
            cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : Of(answer);
    }

    /// <summary>
    /// One that a search finds, the oldest; null for none. A search does not know yet what was written a moment ago
    /// (HubSpot/hubspot-api-php, issue 59).
    /// </summary>
    /// <exception cref="HubSpotFault">It could not be searched.</exception>
    public async Task<HubSpotObject?> SearchAsync(
        CrmSettings crm, string type, string property, string value, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            crm, HttpMethod.Post, $"/crm/v3/objects/{type}/search",
            new
            {
                filterGroups = new[]
                {
                    new { filters = new[] { new { propertyName = property, @operator = "EQ", value } } },
                },
                properties = new[] { OwnId },
                limit = 1,
            },
            cancellationToken);
        if (!answer.IsDone || answer.Json.ValueKind != JsonValueKind.Object
            || !answer.Json.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
            throw new HubSpotFault(answer.IsDone ? answer with { Error = "BrokenJson" } : answer);
        return results.GetArrayLength() == 0 ? null : Of(answer with { Json = results[0] });
    }

    /// <summary>Makes one.</summary>
    /// <returns>It, or what HubSpot says stands in its way: the id of that, or null where it does not say which.
    /// </returns>
    /// <exception cref="HubSpotFault">It could not be made, for another reason.</exception>
    public async Task<(HubSpotObject? Made, string? Existing)> CreateAsync(
        CrmSettings crm, string type, IReadOnlyDictionary<string, string> properties,
        CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            crm, HttpMethod.Post, $"/crm/v3/objects/{type}", new { properties }, cancellationToken);
        return IsConflict(answer) ? (null, ExistingIn(answer)) : (Of(answer), null);
    }

    /// <summary>Sets properties of one.</summary>
    /// <returns>
    /// Its id, or that of another that stands in its way and is the same person; null where there is none of that id
    /// any more.
    /// </returns>
    /// <exception cref="HubSpotFault">It could not be changed.</exception>
    public async Task<string?> UpdateAsync(
        CrmSettings crm, string type, string id, IReadOnlyDictionary<string, string> properties,
        CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            crm, HttpMethod.Patch, $"/crm/v3/objects/{type}/{id}", new { properties }, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
            return null;
        return IsConflict(answer) && ExistingIn(answer) is { } other && other != id ? other : Of(answer).Id;
    }

    /// <summary>
    /// Puts two together the way HubSpot does by default; done again it changes nothing
    /// (https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide).
    /// </summary>
    /// <exception cref="HubSpotFault">It could not be done.</exception>
    public async Task AssociateAsync(
        CrmSettings crm, string type, string id, string otherType, string other, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            crm, HttpMethod.Put, $"/crm/v4/objects/{type}/{id}/associations/default/{otherType}/{other}", body: null,
            cancellationToken);
        if (!answer.IsDone)
            throw new HubSpotFault(answer);
    }

    private static HubSpotObject Of(HubSpotAnswer answer)
    {
        if (!answer.IsDone)
            throw new HubSpotFault(answer);
        // Ids stand in paths: what is none is not taken for one.
        if (answer.Text("id") is not { } id || !Id().IsMatch(id))
            throw new HubSpotFault(answer with { Error = "BrokenJson" });
        var properties = answer.Json.TryGetProperty("properties", out var found) ? found : default;
        return new HubSpotObject(id, (answer with { Json = properties }).Text(OwnId))
        {
            Properties = TextsIn(properties),
        };
    }

    private static Dictionary<string, string> TextsIn(JsonElement properties)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (properties.ValueKind != JsonValueKind.Object)
            return texts;
        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String
                && property.Value.GetString() is { } text && !string.IsNullOrWhiteSpace(text))
                texts[property.Name] = text;
        }

        return texts;
    }

    private static bool IsConflict(HubSpotAnswer answer) =>
        answer.Status == HttpStatusCode.Conflict
        || (answer.Status == HttpStatusCode.BadRequest
            && answer.Message.Contains(UniqueConflict, StringComparison.Ordinal));

    // "Contact already exists. Existing ID: 6001": HubSpot says it nowhere else.
    private static string? ExistingIn(HubSpotAnswer answer) =>
        Existing().Match(answer.Message) is { Success: true } match ? match.Groups["id"].Value : null;

    [GeneratedRegex(
        @"Existing ID: (?<id>[0-9]{1,20})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Existing();

    [GeneratedRegex(@"\A[0-9]{1,20}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
