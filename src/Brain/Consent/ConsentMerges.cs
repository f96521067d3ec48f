using Gateway.Brain.Contacts;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Consent;

/// <summary>Keeps a contact as closed as they have asked for, whatever they turn out to be called.</summary>
internal sealed class ConsentMerges(OptOutMarks marks) : IContactMerges
{
    /// <summary>A stop said by one of them holds for both.</summary>
    public async Task MergeAsync(
        RecordsDbContext db, Contact loser, Contact winner, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO consent_states (contact_id, channel, workspace, opted_out, at)
            SELECT {winner.Id}, channel, workspace, opted_out, at FROM consent_states WHERE contact_id = {loser.Id}
            ON CONFLICT (contact_id, channel) DO UPDATE
            SET opted_out = consent_states.opted_out OR excluded.opted_out, at = greatest(consent_states.at, excluded.at)
            """, cancellationToken);
        await db.ConsentStates.Where(state => state.ContactId == loser.Id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>An address that is new to a contact is as closed as the others of that contact.</summary>
    public async Task SettleAsync(RecordsDbContext db, Contact contact, CancellationToken cancellationToken)
    {
        var closed = await db.ConsentStates.Where(state => state.ContactId == contact.Id && state.OptedOut)
            .Select(state => state.Channel).ToListAsync(cancellationToken);
        if (closed.Count == 0)
            return;
        var identities = await db.ContactIdentities.AsNoTracking()
            .Where(identity => identity.ContactId == contact.Id).ToListAsync(cancellationToken);
        foreach (var channel in closed)
            await marks.SetAsync(contact.Workspace, channel, identities, optedOut: true);
    }
}
