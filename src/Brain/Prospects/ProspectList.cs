using System.Runtime.CompilerServices;
using Gateway.Brain.Records;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Prospects;

/// <summary>Reads the recorded prospects, newest first, and moves them from status to status.</summary>
public sealed class ProspectList(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, ProspectHistory history)
{
    private const int Step = 500;

    /// <summary>
    /// At most <paramref name="limit"/> prospects that were recorded before the one with the id
    /// <paramref name="after"/>; null: the newest.
    /// </summary>
    public async Task<IReadOnlyList<Prospect>> PageAsync(
        ProspectFilter filter, long? after, int limit, CancellationToken cancellationToken)
    {
        if (!(WellFormed.Is(filter.Workspace ?? "") && WellFormed.Is(filter.Solution ?? "")
            && WellFormed.Is(filter.Status ?? "")))
            return [];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Prospects
            .AsNoTracking()
            .Where(prospect => filter.Workspace == null || prospect.Workspace == filter.Workspace)
            .Where(prospect => filter.Solution == null || prospect.Solution == filter.Solution)
            .Where(prospect => filter.Status == null || prospect.Status == filter.Status)
            .Where(prospect => filter.MinScore == null || prospect.Score >= filter.MinScore)
            .Where(prospect => after == null || prospect.Id < after)
            .OrderByDescending(prospect => prospect.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// All of them, some hundreds at a time, each read when it is asked for: who takes long to write them down keeps no
    /// connection.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<Prospect>> AllAsync(
        ProspectFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? last = null;
        while (await PageAsync(filter, last, Step, cancellationToken) is { Count: > 0 } page)
        {
            yield return page;
            if (page.Count < Step)
                yield break;
            last = page[^1].Id;
        }
    }

    /// <summary>The one with that id, or null when there is none in that workspace (null: in any).</summary>
    public async Task<Prospect?> FindAsync(long id, string? workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Prospects.AsNoTracking().SingleOrDefaultAsync(
            prospect => prospect.Id == id && (workspace == null || prospect.Workspace == workspace),
            cancellationToken);
    }

    /// <summary>What became of the one with that id, oldest first; whose it is, the caller has looked at.</summary>
    public async Task<IReadOnlyList<ProspectChange>> ReadHistoryAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.ProspectChanges.AsNoTracking().Where(change => change.ProspectId == id)
            .OrderBy(change => change.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Changes the status of the one with that id, and writes down who did.</summary>
    /// <param name="id">Of the prospect.</param>
    /// <param name="workspace">The workspace it must be in; null: any.</param>
    /// <param name="status">One of <see cref="ProspectStatus"/>.</param>
    /// <param name="by">Who changes it, as in <see cref="ProspectChange.By"/>.</param>
    /// <param name="cancellationToken">Gives up, nothing being changed.</param>
    /// <returns>The row as it stands then, or null when there is none.</returns>
    public async Task<Prospect?> ChangeStatusAsync(
        long id, string? workspace, string status, string by, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Locked, so that each change starts where the one before ended.
        var prospect = await db.Prospects.FromSql($"SELECT * FROM prospects WHERE id = {id} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
        if (prospect is null || (workspace is not null && prospect.Workspace != workspace))
            return null;
        if (prospect.Status == status)
            return prospect;
        var before = prospect.Status;
        prospect.Status = status;
        prospect.UpdatedAt = time.GetUtcNow();
        history.Write(db, prospect, before, by);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return prospect;
    }
}
