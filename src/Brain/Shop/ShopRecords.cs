using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop;

/// <summary>Who wants to buy, as records.</summary>
internal sealed class ShopRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Prospect>().ToTable("prospects");
        model.ApplyConfiguration(new ProspectMapping());
    }
}

/// <summary>The shop's sets.</summary>
public static class ShopSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>People who want to buy.</summary>
        public DbSet<Prospect> Prospects => db.Set<Prospect>();
    }
}
