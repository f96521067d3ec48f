using System.Net;
using System.Runtime.CompilerServices;
using Gateway.Sessions.Workspaces;

namespace Gateway.HubSpot;

/// <summary>
/// Sees to it that what we call things has a place there: a property whose values are unique, for each type of object
/// (https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide). It is looked for once for each
/// description of a workspace.
/// </summary>
internal sealed class HubSpotSchema(HubSpotClient client)
{
    private const string Group = "gateway";

    private readonly ConditionalWeakTable<CrmSettings, HashSet<string>> _seen = [];

    /// <summary>Looks for it, and makes it where it is not.</summary>
    /// <exception cref="HubSpotFault">It is not there, and the app may not make it.</exception>
    public async Task EnsureAsync(CrmSettings crm, string type, CancellationToken cancellationToken)
    {
        var seen = _seen.GetOrCreateValue(crm);
        lock (seen)
        {
            if (seen.Contains(type))
                return;
        }

        var found = await client.SendAsync(
            crm, HttpMethod.Get, $"/crm/v3/properties/{type}/{HubSpotObjects.OwnId}", body: null, cancellationToken);
        if (found.Status == HttpStatusCode.NotFound)
            await MakeAsync(crm, type, cancellationToken);
        else if (!found.IsDone)
            throw new HubSpotFault(found);
        lock (seen)
            seen.Add(type);
    }

    private async Task MakeAsync(CrmSettings crm, string type, CancellationToken cancellationToken)
    {
        await PostAsync(
            crm, $"/crm/v3/properties/{type}/groups", new { name = Group, label = "Gateway" }, cancellationToken);
        await PostAsync(
            crm, $"/crm/v3/properties/{type}",
            new
            {
                name = HubSpotObjects.OwnId,
                label = "Gateway id",
                type = "string",
                fieldType = "text",
                groupName = Group,
                hasUniqueValue = true,
            },
            cancellationToken);
    }

    private async Task PostAsync(CrmSettings crm, string path, object body, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(crm, HttpMethod.Post, path, body, cancellationToken);
        // Another node, or an attempt of which we heard no more, was first.
        if (!answer.IsDone && answer.Status != HttpStatusCode.Conflict)
            throw new HubSpotFault(answer);
    }
}
