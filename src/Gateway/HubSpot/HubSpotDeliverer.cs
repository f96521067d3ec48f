using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Brain.Crm;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Gateway.Sessions.Workspaces;
using Gateway.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gateway.HubSpot;

/// <summary>
/// Brings prospects and tasks to a workspace's HubSpot, on the same outbox as the signed messages. A message says what
/// has changed; what is brought is what stands in the records by then, so that an old message that comes late undoes
/// nothing. Only notes say what the message says, each text once.
/// </summary>
internal sealed class HubSpotDeliverer(
    HubSpotSync sync, HubSpotObjects objects, IWorkspaces workspaces, IDbContextFactory<RecordsDbContext> records,
    TimeProvider time) : IDeliverer
{
    // A message is done again from its start; what was brought stays.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private const int MostRounds = 3;

    /// <inheritdoc/>
    public int MostAtOnce => 1;

    /// <inheritdoc/>
    public bool Takes(string target) => target == DeliveryTargets.HubSpot;

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(WebhookDelivery message, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(message.Workspace, out var workspace) || workspace.Crm is not { } crm)
            return new DeliveryAnswer(Status: null, "NoTarget");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await BringAsync(crm, message, either.Token);
            return new DeliveryAnswer(StatusCodes.Status200OK);
        }
        catch (HubSpotFault fault)
        {
            return fault.Answer.ToDelivery();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAnswer(Status: null, "TimedOut");
        }
    }

    private async Task BringAsync(CrmSettings crm, WebhookDelivery message, CancellationToken cancellationToken)
    {
        var data = JsonElement.Parse(message.Body).GetProperty("data");
        var id = data.GetProperty("id").GetInt64();
        if (message.Type is WebhookEvents.TaskRecorded or WebhookEvents.TaskChanged)
        {
            await BringTaskAsync(crm, message.Workspace, id, cancellationToken);
            return;
        }

        var there = await BringProspectAsync(crm, message.Workspace, id, cancellationToken);
        if (there is null)
            return;
        foreach (var note in new[] { NoteIn(data), HubSpotMapping.TextOf(there.Differs) }.OfType<string>())
            await BringNoteAsync(crm, message, id, note, there, cancellationToken);
    }

    private async Task<Place?> BringProspectAsync(
        CrmSettings crm, string workspace, long id, CancellationToken cancellationToken)
    {
        Place? there = null;
        Prospect? brought = null;
        // Somebody may have changed it while it was on its way, in HubSpot itself for one.
        for (var round = 0; round < MostRounds; round++)
        {
            if (await ProspectAsync(workspace, id, cancellationToken) is not { } prospect)
                return null;
            if (prospect.UpdatedAt == brought?.UpdatedAt)
                break;
            there = await BringProspectAsync(crm, prospect, cancellationToken);
            brought = prospect;
        }

        return there;
    }

    private async Task<Place> BringProspectAsync(
        CrmSettings crm, Prospect prospect, CancellationToken cancellationToken)
    {
        var own = IdOf(prospect.Id);
        var contact = HubSpotMapping.ContactOf(prospect, crm) is { } properties
            ? await sync.BringAsync(
                crm, new HubSpotThing(prospect.Workspace, CrmKind.Contact, own, prospect.Id, properties),
                () => RecogniseAsync(crm, prospect, cancellationToken), cancellationToken)
            : null;
        var deal = await sync.BringAsync(
            crm,
            new HubSpotThing(
                prospect.Workspace, CrmKind.Deal, own, prospect.Id, HubSpotMapping.DealOf(prospect, crm)),
            recognise: null, cancellationToken);
        if (contact is not null)
            await objects.AssociateAsync(crm, "deals", deal.Id, "contacts", contact.Id, cancellationToken);
        return new Place(contact?.Id, deal.Id, contact?.Differs ?? deal.Differs);
    }

    // Who is there already is known by their address, else by their number. Both are only what somebody typed.
    private async Task<HubSpotObject?> RecogniseAsync(
        CrmSettings crm, Prospect prospect, CancellationToken cancellationToken)
    {
        HubSpotObject? found = null;
        if (prospect.Email is { } email)
            found = await objects.FindAsync(crm, "contacts", "email", email, cancellationToken);
        if (found is null && prospect.Phone is { } phone)
            found = await objects.SearchAsync(crm, "contacts", "phone", phone, cancellationToken);
        return found;
    }

    private async Task BringTaskAsync(
        CrmSettings crm, string workspace, long id, CancellationToken cancellationToken)
    {
        if (await TaskAsync(workspace, id, cancellationToken) is not { } task)
            return;
        var place = task.ProspectId is { } prospect
            ? await BringProspectAsync(crm, workspace, prospect, cancellationToken)
            : null;
        var there = await sync.BringAsync(
            crm,
            new HubSpotThing(
                workspace, CrmKind.Task, IdOf(task.Id), task.ProspectId, HubSpotMapping.TaskOf(task, crm)),
            recognise: null, cancellationToken);
        await AssociateAsync(crm, "tasks", there.Id, place, cancellationToken);
    }

    private async Task BringNoteAsync(
        CrmSettings crm, WebhookDelivery message, long prospect, string text, Place place,
        CancellationToken cancellationToken)
    {
        // The same words are one note, however often they are told.
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var there = await sync.BringAsync(
            crm,
            new HubSpotThing(
                message.Workspace, CrmKind.Note, $"{IdOf(prospect)}:{digest}", prospect,
                HubSpotMapping.NoteOf(text, message.CreatedAt)),
            recognise: null, cancellationToken);
        await AssociateAsync(crm, "notes", there.Id, place, cancellationToken);
    }

    private async Task AssociateAsync(
        CrmSettings crm, string type, string id, Place? place, CancellationToken cancellationToken)
    {
        if (place?.Contact is { } contact)
            await objects.AssociateAsync(crm, type, id, "contacts", contact, cancellationToken);
        if (place is not null)
            await objects.AssociateAsync(crm, type, id, "deals", place.Deal, cancellationToken);
    }

    private async Task<Prospect?> ProspectAsync(string workspace, long id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Prospects.AsNoTracking().SingleOrDefaultAsync(
            prospect => prospect.Id == id && prospect.Workspace == workspace, cancellationToken);
    }

    private async Task<CrmTask?> TaskAsync(string workspace, long id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CrmTasks.AsNoTracking().SingleOrDefaultAsync(
            task => task.Id == id && task.Workspace == workspace, cancellationToken);
    }

    private static string? NoteIn(JsonElement data)
    {
        var summary = TextIn(data, "summary");
        var note = data.TryGetProperty("change", out var change) ? TextIn(change, "note") : null;
        return summary is null ? note : note is null ? summary : $"{summary}\n\n{note}";
    }

    private static string? TextIn(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string IdOf(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a prospect is there, and what of them is not (<see cref="HubSpotBrought.Differs"/>).</summary>
    private sealed record Place(string? Contact, string Deal, IReadOnlyDictionary<string, string> Differs);
}
