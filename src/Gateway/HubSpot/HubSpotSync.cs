using System.Net;
using Gateway.Brain.Crm;
using Gateway.Sessions.Workspaces;

namespace Gateway.HubSpot;

/// <summary>
/// Brings one of ours to HubSpot so that it is there once, however often it is asked and whatever became of the
/// attempts before: by what we know it is called there, else by what we call it, else by what the caller knows it again
/// by. Of what is known to be there only what differs is set: what people have set in HubSpot since is theirs. A person
/// who was there before us keeps all that stands there, for whoever types somebody's address may be anybody.
/// </summary>
internal sealed class HubSpotSync(HubSpotObjects objects, HubSpotSchema schema, CrmLinks links, TimeProvider time)
{
    // One that stands in the way may be merged into another meanwhile.
    private const int MostHops = 3;

    /// <summary>Brings it there.</summary>
    /// <param name="crm">Whose, and where.</param>
    /// <param name="thing">What.</param>
    /// <param name="recognise">Finds what may be there though we have not brought it; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where it is, and what of it is not there.</returns>
    /// <exception cref="HubSpotFault">It could not be brought.</exception>
    public async Task<HubSpotBrought> BringAsync(
        CrmSettings crm, HubSpotThing thing, Func<Task<HubSpotObject?>>? recognise,
        CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await links.FindAsync(thing.Workspace, thing.Kind, thing.OwnId, cancellationToken) is { } link
            && await UpdateAsync(crm, thing, link, at, cancellationToken) is { } known)
            return known;
        await schema.EnsureAsync(crm, thing.Type, cancellationToken);
        return await FindAsync(crm, thing, recognise, at, cancellationToken)
            ?? await CreateAsync(crm, thing, at, cancellationToken);
    }

    private async Task<HubSpotBrought?> UpdateAsync(
        CrmSettings crm, HubSpotThing thing, CrmLink link, long at, CancellationToken cancellationToken)
    {
        var known = CrmLinks.KnownOf(link);
        var news = thing.Properties
            .Where(property => known.GetValueOrDefault(property.Key)?.Value != property.Value)
            .ToDictionary(StringComparer.Ordinal);
        var isSettled = thing.Kind != CrmKind.Contact || known.ContainsKey(CrmLink.OwnMark);
        return news.Count == 0 && isSettled
            ? new HubSpotBrought(link.RemoteId)
            : await SetAsync(crm, thing, link.RemoteId, news, at, cancellationToken);
    }

    private async Task<HubSpotBrought?> FindAsync(
        CrmSettings crm, HubSpotThing thing, Func<Task<HubSpotObject?>>? recognise, long at,
        CancellationToken cancellationToken)
    {
        var found = await objects.FindAsync(
            crm, thing.Type, HubSpotObjects.OwnId, thing.RemoteOwnId, cancellationToken);
        if (found is null && recognise is not null)
            found = await recognise();
        return found is null
            ? null
            : await SetAsync(crm, thing, found.Id, thing.Properties, at, cancellationToken) ?? throw Conflict();
    }

    private async Task<HubSpotBrought> CreateAsync(
        CrmSettings crm, HubSpotThing thing, long at, CancellationToken cancellationToken)
    {
        var (made, existing) = await objects.CreateAsync(crm, thing.Type, thing.WithOwnId(), cancellationToken);
        if (made is not null)
        {
            await SaveAsync(thing, made.Id, thing.Properties, isOurs: true, at, cancellationToken);
            return new HubSpotBrought(made.Id);
        }

        // Somebody was first: an attempt of ours of which we heard no more, or a person.
        existing ??= (await objects.FindAsync(
            crm, thing.Type, HubSpotObjects.OwnId, thing.RemoteOwnId, cancellationToken))?.Id;
        if (existing is null)
            throw Conflict();
        return await SetAsync(crm, thing, existing, thing.Properties, at, cancellationToken) ?? throw Conflict();
    }

    /// <summary>Sets what may be set on one that is there; null where it is not there any more.</summary>
    private async Task<HubSpotBrought?> SetAsync(
        CrmSettings crm, HubSpotThing thing, string id, IReadOnlyDictionary<string, string> news, long at,
        CancellationToken cancellationToken)
    {
        for (var hop = 0; hop < MostHops; hop++)
        {
            HubSpotObject? stranger = null;
            if (thing.Kind == CrmKind.Contact)
            {
                if (await objects.ReadAsync(crm, thing.Type, id, thing.Properties.Keys, cancellationToken)
                    is not { } there)
                    return null;
                // What was told one that has been merged into another the other need not know.
                if (there.Id != id)
                    (id, news) = (there.Id, thing.Properties);
                stranger = there.OwnId == thing.RemoteOwnId ? null : there;
            }

            var set = stranger is null ? news : HubSpotMapping.Missing(thing.Properties, stranger);
            var done = set.Count == 0
                ? id
                : await objects.UpdateAsync(crm, thing.Type, id, set, cancellationToken);
            if (done == id)
                return await SettleAsync(thing, id, set, stranger, at, cancellationToken);
            if (done is null)
                return null;
            // Who was known by another detail turns out to be somebody who is there already.
            (id, news) = (done, thing.Properties);
        }

        throw Conflict();
    }

    private async Task<HubSpotBrought> SettleAsync(
        HubSpotThing thing, string id, IReadOnlyDictionary<string, string> set, HubSpotObject? stranger, long at,
        CancellationToken cancellationToken)
    {
        if (stranger is null)
        {
            await SaveAsync(thing, id, set, isOurs: true, at, cancellationToken);
            return new HubSpotBrought(id);
        }

        // What differs is looked at each time, so that it is told however often telling it fails.
        var differs = HubSpotMapping.Differing(thing.Properties, stranger);
        var same = thing.Properties.Where(property => !differs.ContainsKey(property.Key))
            .ToDictionary(StringComparer.Ordinal);
        await SaveAsync(thing, id, same, isOurs: false, at, cancellationToken);
        return new HubSpotBrought(id, differs);
    }

    private Task SaveAsync(
        HubSpotThing thing, string id, IReadOnlyDictionary<string, string> set, bool isOurs, long at,
        CancellationToken cancellationToken)
    {
        var known = set.ToDictionary(property => property.Key, property => new CrmValue(property.Value, at));
        known[CrmLink.OwnMark] = new CrmValue(isOurs ? thing.RemoteOwnId : "", at);
        return links.SaveAsync(
            new CrmLink
            {
                Workspace = thing.Workspace,
                Kind = thing.Kind,
                OwnId = thing.OwnId,
                RemoteId = id,
                ProspectId = thing.ProspectId,
                Known = CrmLinks.Write(known),
            },
            cancellationToken);
    }

    private static HubSpotFault Conflict() =>
        new(new HubSpotAnswer(HttpStatusCode.Conflict, default, "Conflict"));
}
