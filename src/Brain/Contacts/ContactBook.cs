using Gateway.Brain.Records;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Contacts;

/// <summary>
/// Keeps the contacts. An identity belongs to one contact by constraint; whoever adds one or joins two contacts holds
/// their rows until it is done, and tries again from the start when another node was faster.
/// </summary>
internal sealed class ContactBook(
    IDbContextFactory<RecordsDbContext> records, IEnumerable<IContactMerges> parts, TimeProvider time) : IContacts
{
    private const int LongestName = 100;

    /// <inheritdoc/>
    public async Task<string> ResolveAsync(
        string workspace, string channel, Sender sender, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two nodes that insert the same ones do not wait for each other in a circle.
        var wanted = sender.Identities.Select(identity => (Kind: KindName.Of(identity.Kind), identity.Value))
            .Distinct()
            .Order()
            .ToList();
        if (wanted.Count == 0)
            throw new ArgumentException("A sender has at least one identity.", nameof(sender));
        var contact = await Races.RunAsync(records, async db =>
        {
            var known = await FindAsync(db, workspace, wanted, cancellationToken);
            return known.Count == wanted.Count && known.DistinctBy(identity => identity.ContactId).Count() == 1
                ? known[0].ContactId.ToString()
                : await SettleAsync(db, workspace, channel, wanted, sender.Name, cancellationToken);
        }, cancellationToken);
        return contact;
    }

    private static async Task<List<VerifiedIdentity>> FindAsync(
        RecordsDbContext db, string workspace, List<(string Kind, string Value)> wanted,
        CancellationToken cancellationToken)
    {
        var values = wanted.Select(identity => identity.Value).ToList();
        var found = await db.ContactIdentities.AsNoTracking()
            .Where(identity => identity.Workspace == workspace && values.Contains(identity.Value))
            .ToListAsync(cancellationToken);
        return [.. found.Where(identity => wanted.Contains((identity.Kind, identity.Value)))];
    }

    private async Task<string?> SettleAsync(
        RecordsDbContext db, string workspace, string channel, List<(string Kind, string Value)> wanted, string? name,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ids = (await FindAsync(db, workspace, wanted, cancellationToken))
            .Select(identity => identity.ContactId)
            .Distinct()
            .ToArray();
        var contacts = await LockAsync(db, ids, cancellationToken);
        var known = await FindAsync(db, workspace, wanted, cancellationToken);
        if (known.Any(identity => contacts.TrueForAll(contact => contact.Id != identity.ContactId)))
            return null;

        var now = time.GetUtcNow();
        var winner = contacts.MinBy(contact => (contact.CreatedAt, contact.Id))
            ?? await AddAsync(db, workspace, now, cancellationToken);
        foreach (var (kind, value) in wanted.Where(
            one => !known.Exists(identity => (identity.Kind, identity.Value) == one)))
        {
            var added = await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO contact_identities (workspace, kind, value, contact_id, channel, created_at)
                VALUES ({workspace}, {kind}, {value}, {winner.Id}, {channel}, {now}) ON CONFLICT DO NOTHING
                """, cancellationToken);
            if (added == 0)
                return null;
        }

        foreach (var loser in contacts.Where(contact => contact.Id != winner.Id))
            await MergeAsync(db, loser, winner, now, cancellationToken);
        winner.ProfileName = ContactProfiles.Short(name, LongestName) ?? winner.ProfileName
            ?? contacts.Select(contact => contact.ProfileName).FirstOrDefault(one => one is not null);
        winner.GivenName ??= contacts.Select(contact => contact.GivenName).FirstOrDefault(one => one is not null);
        winner.UpdatedAt = now;
        await db.SaveChangesAsync(cancellationToken);
        foreach (var part in parts)
            await part.SettleAsync(db, winner, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return winner.Id.ToString();
    }

    /// <summary>Holds the rows of contacts, in one order for everyone, until the transaction ends.</summary>
    internal static Task<List<Contact>> LockAsync(
        RecordsDbContext db, Guid[] ids, CancellationToken cancellationToken) => db.Contacts
        .FromSql($"SELECT * FROM contacts WHERE id = ANY ({ids}) ORDER BY id FOR UPDATE")
        .ToListAsync(cancellationToken);

    private static async Task<Contact> AddAsync(
        RecordsDbContext db, string workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var contact = new Contact { Workspace = workspace, CreatedAt = now, UpdatedAt = now };
        db.Contacts.Add(contact);
        await db.SaveChangesAsync(cancellationToken);
        return contact;
    }

    private async Task MergeAsync(
        RecordsDbContext db, Contact loser, Contact winner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = AuditEvent.HashOf(loser);
        await db.ContactIdentities.Where(identity => identity.ContactId == loser.Id)
            .ExecuteUpdateAsync(
                change => change.SetProperty(identity => identity.ContactId, winner.Id), cancellationToken);
        await db.Contacts.Where(contact => contact.MergedInto == loser.Id)
            .ExecuteUpdateAsync(
                change => change.SetProperty(contact => contact.MergedInto, winner.Id), cancellationToken);
        foreach (var part in parts)
            await part.MergeAsync(db, loser, winner, cancellationToken);
        loser.MergedInto = winner.Id;
        loser.UpdatedAt = now;
        db.AuditEvents.Add(new AuditEvent
        {
            Workspace = loser.Workspace,
            At = now,
            Actor = "gateway",
            Action = "contact.merged",
            Subject = $"contact:{loser.Id}",
            BeforeHash = before,
            AfterHash = AuditEvent.HashOf(loser),
        });
    }
}
