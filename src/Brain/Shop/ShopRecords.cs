using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop;

/// <summary>What was ordered, as records.</summary>
internal sealed class ShopRecords : IRecordsPart
{
    public void Map(ModelBuilder model) => model.ApplyConfiguration(new ProspectOrderMapping());
}

/// <summary>The shop's sets.</summary>
public static class ShopSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>What prospects have ordered.</summary>
        public DbSet<ProspectOrder> ProspectOrders => db.Set<ProspectOrder>();
    }
}
