using System.Text.Json.Nodes;
using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;

namespace Gateway.Brain.Prospects;

/// <summary>Writes down what becomes of prospects, and notes it for the workspace's own systems.</summary>
public sealed class ProspectHistory(WebhookOutbox outbox)
{
    /// <summary>
    /// Adds a change to what <paramref name="db"/> is about to save, once <paramref name="prospect"/> stands as it
    /// will.
    /// </summary>
    /// <param name="db">Saved and committed by the caller.</param>
    /// <param name="prospect">As it stands after the change; it has its id.</param>
    /// <param name="from">Its status before; null for a new one.</param>
    /// <param name="by">As in <see cref="ProspectChange.By"/>.</param>
    /// <param name="note">As in <see cref="ProspectChange.Note"/>.</param>
    /// <param name="idempotencyKey">As in <see cref="ProspectChange.IdempotencyKey"/>.</param>
    /// <param name="except">The target that it came of, and that knows it already; null for none.</param>
    internal void Write(
        RecordsDbContext db, Prospect prospect, string? from, string by, string? note = null,
        string? idempotencyKey = null, string? except = null)
    {
        var change = ProspectChange.Of(prospect, from, by, note, idempotencyKey);
        db.Add(change);
        Tell(db, prospect, change, except);
    }

    /// <summary>
    /// Puts a change right that <paramref name="db"/> holds already: what it was asked under was asked again, and more
    /// is known by now. It is told as another change.
    /// </summary>
    internal void Amend(RecordsDbContext db, Prospect prospect, ProspectChange change, string? note)
    {
        db.Entry(change).CurrentValues.SetValues(new
        {
            ToStatus = prospect.Status,
            prospect.Score,
            Note = note,
        });
        outbox.Add(
            db, prospect.Workspace, WebhookEvents.ProspectChanged, prospect.UpdatedAt, ToTell(prospect, change));
    }

    /// <summary>The same for a change that stands in the database already.</summary>
    internal void Tell(
        RecordsDbContext db, Prospect prospect, ProspectChange change, string? except = null) => outbox.Add(
        db, prospect.Workspace,
        change.FromStatus is null ? WebhookEvents.ProspectRecorded : WebhookEvents.ProspectChanged, change.At,
        ToTell(prospect, change), except);

    private static object ToTell(Prospect prospect, ProspectChange change) => new
    {
        prospect.Id,
        prospect.Workspace,
        prospect.Solution,
        prospect.SessionId,
        prospect.Channel,
        prospect.Status,
        prospect.Score,
        prospect.Source,
        prospect.LastName,
        prospect.FirstName,
        prospect.Phone,
        prospect.Email,
        prospect.Company,
        prospect.Owner,
        prospect.Summary,
        Details = prospect.Details is { } details ? JsonNode.Parse(details) : null,
        Change = new { change.By, From = change.FromStatus, To = change.ToStatus, change.Note },
    };
}
