using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop;

/// <summary>Reads what prospects have ordered.</summary>
public sealed class ProspectOrders(IDbContextFactory<RecordsDbContext> records)
{
    /// <summary>The orders of those prospects, by their ids; who is no shop's has none.</summary>
    public async Task<IReadOnlyDictionary<long, ProspectOrder>> FindAsync(
        IReadOnlyCollection<long> prospects, CancellationToken cancellationToken)
    {
        if (prospects.Count == 0)
            return new Dictionary<long, ProspectOrder>();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.ProspectOrders.AsNoTracking().Where(order => prospects.Contains(order.ProspectId))
            .ToDictionaryAsync(order => order.ProspectId, cancellationToken);
    }
}
