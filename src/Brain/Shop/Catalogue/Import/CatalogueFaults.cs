using Gateway.Brain.Records;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>What of the shops' files could not be taken in, for an operator to see and to try again.</summary>
public sealed class CatalogueFaults(
    IDbContextFactory<RecordsDbContext> records, IWorkspaces workspaces, CatalogueImporter importer)
{
    /// <summary>All of them; of each file the first hundred.</summary>
    /// <exception cref="RecordsUnavailableException">PostgreSQL does not answer.</exception>
    public async Task<IReadOnlyList<CatalogueFault>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CatalogueFaults.AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>One of them, or null.</summary>
    public async Task<CatalogueFault?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CatalogueFaults.AsNoTracking().SingleOrDefaultAsync(fault => fault.Id == id, cancellationToken);
    }

    /// <summary>Reads the shop's files again.</summary>
    /// <returns>Why it still cannot be taken in, or null.</returns>
    public async Task<string?> RetryAsync(CatalogueFault fault, CancellationToken cancellationToken)
    {
        if (workspaces.TryGet(fault.Workspace, out var workspace)
            && ShopSettings.Parse(workspace).Settings is { } settings)
        {
            await importer.ImportAsync(workspace, settings, isForced: true, cancellationToken);
        }
        else
        {
            // The shop is not served any more, or its settings are refused: that is said elsewhere.
            await using var db = await records.CreateDbContextAsync(cancellationToken);
            await db.CatalogueFaults.Where(gone => gone.Id == fault.Id).ExecuteDeleteAsync(cancellationToken);
        }

        return (await FindAsync(fault.Id, cancellationToken))?.Reason;
    }
}
