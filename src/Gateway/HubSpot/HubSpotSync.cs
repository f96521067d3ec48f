using System.Net;
using Gateway.Brain.Crm;
using Gateway.Sessions.Workspaces;

namespace Gateway.HubSpot;

/// <summary>
/// Brings one of ours to HubSpot so that it is there once, however often it is asked and whatever became of the
/// attempts before: by what we know it is called there, else by what we call it, else by what the caller knows it again
/// by. Of what is known to be there only what differs is set: what people have set in HubSpot since is theirs.
/// </summary>
internal sealed class HubSpotSync(HubSpotObjects objects, HubSpotSchema schema, CrmLinks links, TimeProvider time)
{
    /// <summary>Brings it there.</summary>
    /// <param name="crm">Whose, and where.</param>
    /// <param name="thing">What.</param>
    /// <param name="recognise">Finds what may be there though we have not brought it; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it is called there.</returns>
    /// <exception cref="HubSpotFault">It could not be brought.</exception>
    public async Task<string> BringAsync(
        CrmSettings crm, HubSpotThing thing, Func<Task<HubSpotObject?>>? recognise,
        CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await links.FindAsync(thing.Workspace, thing.Kind, thing.OwnId, cancellationToken) is { } link
            && await UpdateAsync(crm, thing, link, at, cancellationToken) is { } known)
            return known;
        await schema.EnsureAsync(crm, thing.Type, cancellationToken);
        var id = await FindAsync(crm, thing, recognise, cancellationToken)
            ?? await CreateAsync(crm, thing, cancellationToken);
        await SaveAsync(thing, id, thing.Properties, at, cancellationToken);
        return id;
    }

    private async Task<string?> UpdateAsync(
        CrmSettings crm, HubSpotThing thing, CrmLink link, long at, CancellationToken cancellationToken)
    {
        var known = CrmLinks.KnownOf(link);
        var news = thing.Properties
            .Where(property => known.GetValueOrDefault(property.Key)?.Value != property.Value)
            .ToDictionary(StringComparer.Ordinal);
        if (news.Count == 0)
            return link.RemoteId;
        if (await objects.UpdateAsync(crm, thing.Type, link.RemoteId, news, cancellationToken) is not { } id)
            return null;
        if (id != link.RemoteId)
        {
            // Who was known by another detail turns out to be somebody who is there already.
            await UpdateOrFailAsync(crm, thing, id, thing.Properties, cancellationToken);
            news = new Dictionary<string, string>(thing.Properties, StringComparer.Ordinal);
        }

        await SaveAsync(thing, id, news, at, cancellationToken);
        return id;
    }

    private async Task<string?> FindAsync(
        CrmSettings crm, HubSpotThing thing, Func<Task<HubSpotObject?>>? recognise,
        CancellationToken cancellationToken)
    {
        var found = await objects.FindAsync(
            crm, thing.Type, HubSpotObjects.OwnId, thing.RemoteOwnId, cancellationToken);
        if (found is null && recognise is not null)
            found = await recognise();
        if (found is null)
            return null;
        // Whose id stands there already keeps it: one person may have talked to us twice.
        var properties = found.OwnId is null ? thing.WithOwnId() : thing.Properties;
        return await UpdateOrFailAsync(crm, thing, found.Id, properties, cancellationToken);
    }

    private async Task<string> CreateAsync(
        CrmSettings crm, HubSpotThing thing, CancellationToken cancellationToken)
    {
        var (made, existing) = await objects.CreateAsync(crm, thing.Type, thing.WithOwnId(), cancellationToken);
        if (made is not null)
            return made.Id;
        // Somebody was first: an attempt of ours of which we heard no more, or a person.
        existing ??= (await objects.FindAsync(
            crm, thing.Type, HubSpotObjects.OwnId, thing.RemoteOwnId, cancellationToken))?.Id;
        if (existing is null)
            throw Conflict();
        return await UpdateOrFailAsync(crm, thing, existing, thing.Properties, cancellationToken);
    }

    private async Task<string> UpdateOrFailAsync(
        CrmSettings crm, HubSpotThing thing, string id, IReadOnlyDictionary<string, string> properties,
        CancellationToken cancellationToken) =>
        await objects.UpdateAsync(crm, thing.Type, id, properties, cancellationToken) == id ? id : throw Conflict();

    private Task SaveAsync(
        HubSpotThing thing, string id, IReadOnlyDictionary<string, string> set, long at,
        CancellationToken cancellationToken) => links.SaveAsync(
            new CrmLink
            {
                Workspace = thing.Workspace,
                Kind = thing.Kind,
                OwnId = thing.OwnId,
                RemoteId = id,
                ProspectId = thing.ProspectId,
                Known = CrmLinks.Write(set.ToDictionary(
                    property => property.Key, property => new CrmValue(property.Value, at))),
            },
            cancellationToken);

    private static HubSpotFault Conflict() =>
        new(new HubSpotAnswer(HttpStatusCode.Conflict, default, "Conflict"));
}
