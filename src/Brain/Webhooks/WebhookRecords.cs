using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Webhooks;

/// <summary>What workspaces are told, as records.</summary>
internal sealed class WebhookRecords : IRecordsPart
{
    public void Map(ModelBuilder model) => model.ApplyConfiguration(new WebhookDeliveryMapping());
}

/// <summary>The set of messages.</summary>
public static class WebhookSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>What workspaces are or were told.</summary>
        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();
    }
}
