using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Crm;

/// <summary>Takes up what people change in their customer relations systems.</summary>
public sealed class CrmUpdates(
    IDbContextFactory<RecordsDbContext> records, ProspectHistory history, TimeProvider time)
{
    /// <summary>How long an update is known again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _forgotAt = DateTimeOffset.MinValue;

    /// <summary>Takes it up, once, with its line in the history, in one transaction.</summary>
    /// <param name="update">What was set.</param>
    /// <param name="change">Sets it on a prospect; false where it cannot be.</param>
    /// <param name="cancellationToken">Gives up, nothing being changed.</param>
    public async Task<CrmOutcome> ApplyAsync(
        CrmUpdate update, Func<Prospect, bool> change, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var key = $"{update.Workspace}:{update.Key}";
        var isNew = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO crm_events (key, at) VALUES ({key}, {time.GetUtcNow()}) ON CONFLICT (key) DO NOTHING",
            cancellationToken) > 0;
        if (!isNew)
            return CrmOutcome.Repeated;
        var outcome = update.IsOurs ? CrmOutcome.Ours : await SetAsync(db, update, change, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Forgets, once an hour, what was told so long ago that it is told no more.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _forgotAt < ForgetInterval)
            return;
        _forgotAt = now;
        var oldest = now - Kept;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.CrmEvents.Where(told => told.At < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<CrmOutcome> SetAsync(
        RecordsDbContext db, CrmUpdate update, Func<Prospect, bool> change, CancellationToken cancellationToken)
    {
        // Until the transaction ends nobody else says what is known of it.
        var links = await db.CrmLinks
            .FromSql(
                $"""
                SELECT * FROM crm_links
                WHERE workspace = {update.Workspace} AND kind = {update.Kind} AND remote_id = {update.RemoteId}
                ORDER BY own_id FOR UPDATE
                """)
            .ToListAsync(cancellationToken);
        var outcome = CrmOutcome.Unknown;
        foreach (var link in links)
        {
            var one = await SetAsync(db, link, update, change, cancellationToken);
            if (outcome != CrmOutcome.Applied)
                outcome = one;
        }

        return outcome;
    }

    private async Task<CrmOutcome> SetAsync(
        RecordsDbContext db, CrmLink link, CrmUpdate update, Func<Prospect, bool> change,
        CancellationToken cancellationToken)
    {
        var known = CrmLinks.KnownOf(link);
        var at = update.At.ToUnixTimeMilliseconds();
        if (known.TryGetValue(update.Property, out var last))
        {
            if (last.Value == update.Value)
                return CrmOutcome.Ours;
            // They do not come in the order of what happened.
            if (last.At > at)
                return CrmOutcome.Stale;
        }

        // Who typed an address or a number is not known to be whose it is.
        if (link.Kind == CrmKind.Contact && !CrmLinks.IsOurs(known))
            return CrmOutcome.Foreign;
        var prospect = await db.Prospects
            .FromSql($"SELECT * FROM prospects WHERE id = {link.ProspectId} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
        if (prospect is null)
            return CrmOutcome.Unknown;
        var before = prospect.Status;
        if (!change(prospect))
            return CrmOutcome.Unfit;
        known[update.Property] = new CrmValue(update.Value, at);
        link.Known = CrmLinks.Write(known);
        if (db.Entry(prospect).State != EntityState.Modified)
            return CrmOutcome.Ours;
        prospect.UpdatedAt = time.GetUtcNow();
        history.Write(
            db, prospect, before, ProspectChange.Crm(update.System), update.Property, except: update.System);
        return CrmOutcome.Applied;
    }
}
