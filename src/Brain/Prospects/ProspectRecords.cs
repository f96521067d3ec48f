using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Prospects;

/// <summary>Who may buy, what became of them and what is to be done, as records.</summary>
internal sealed class ProspectRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new ProspectMapping());
        model.ApplyConfiguration(new ProspectChangeMapping());
        model.ApplyConfiguration(new CrmTaskMapping());
    }
}

/// <summary>The sets of prospects.</summary>
public static class ProspectSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>People who may buy.</summary>
        public DbSet<Prospect> Prospects => db.Set<Prospect>();

        /// <summary>What became of them.</summary>
        public DbSet<ProspectChange> ProspectChanges => db.Set<ProspectChange>();

        /// <summary>What the people of the workspaces are to do.</summary>
        public DbSet<CrmTask> CrmTasks => db.Set<CrmTask>();
    }
}
