using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>What is to be told of appointments, as records.</summary>
internal sealed class NoticeRecords : IRecordsPart
{
    public void Map(ModelBuilder model) => model.ApplyConfiguration(new NoticeMapping());
}

/// <summary>The set of notices.</summary>
public static class NoticeSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>What is to be told of appointments, was told or was dropped.</summary>
        public DbSet<Notice> Notices => db.Set<Notice>();
    }
}
