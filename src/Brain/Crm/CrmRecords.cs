using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Crm;

/// <summary>What is known of the workspaces' customer relations systems, as records.</summary>
internal sealed class CrmRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new CrmLinkMapping());
        model.ApplyConfiguration(new CrmEventMapping());
    }
}

/// <summary>Its sets.</summary>
public static class CrmSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>What ours is called there.</summary>
        public DbSet<CrmLink> CrmLinks => db.Set<CrmLink>();

        /// <summary>What they have told us.</summary>
        public DbSet<CrmEvent> CrmEvents => db.Set<CrmEvent>();
    }
}
