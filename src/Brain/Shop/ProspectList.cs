using System.Runtime.CompilerServices;
using Gateway.Brain.Records;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop;

/// <summary>Which prospects to look at; null does not restrict.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Status">One of <see cref="ProspectStatus"/>.</param>
public sealed record ProspectFilter(string? Workspace, string? Status);

/// <summary>Reads the recorded prospects, newest first, and moves them from status to status.</summary>
public sealed class ProspectList(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>
    /// At most <paramref name="limit"/> prospects that were recorded before the one with the id
    /// <paramref name="after"/>; null: the newest.
    /// </summary>
    public async Task<IReadOnlyList<Prospect>> PageAsync(
        ProspectFilter filter, long? after, int limit, CancellationToken cancellationToken)
    {
        if (!CanMatch(filter))
            return [];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await Matching(db, filter, after).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>All of them, read as they are asked for.</summary>
    public async IAsyncEnumerable<Prospect> AllAsync(
        ProspectFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!CanMatch(filter))
            yield break;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await foreach (var prospect in Matching(db, filter, null)
            .AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
            yield return prospect;
    }

    /// <summary>The one with that id, or null when there is none in that workspace (null: in any).</summary>
    public async Task<Prospect?> FindAsync(long id, string? workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await One(db, id, workspace).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Changes the status of the one with that id.</summary>
    /// <returns>The row as it stands then, or null when there is none in that workspace (null: in any).</returns>
    public async Task<Prospect?> ChangeStatusAsync(
        long id, string? workspace, string status, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var prospect = await One(db, id, workspace).SingleOrDefaultAsync(cancellationToken);
        if (prospect is null || prospect.Status == status)
            return prospect;
        prospect.Status = status;
        prospect.UpdatedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return prospect;
    }

    private static bool CanMatch(ProspectFilter filter) =>
        WellFormed.Is(filter.Workspace ?? "") && WellFormed.Is(filter.Status ?? "");

    private static IQueryable<Prospect> Matching(RecordsDbContext db, ProspectFilter filter, long? after) =>
        db.Prospects
        .AsNoTracking()
        .Where(prospect => filter.Workspace == null || prospect.Workspace == filter.Workspace)
        .Where(prospect => filter.Status == null || prospect.Status == filter.Status)
        .Where(prospect => after == null || prospect.Id < after)
        .OrderByDescending(prospect => prospect.Id);

    private static IQueryable<Prospect> One(RecordsDbContext db, long id, string? workspace) =>
        db.Prospects.Where(prospect => prospect.Id == id && (workspace == null || prospect.Workspace == workspace));
}
