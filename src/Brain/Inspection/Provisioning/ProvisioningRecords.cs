using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Inspection.Provisioning;

/// <summary>What is the centres' at the providers, as records.</summary>
internal sealed class ProvisioningRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new CentreProvisionMapping());
        model.ApplyConfiguration(new ProvisioningStepMapping());
    }
}

/// <summary>Its sets.</summary>
public static class ProvisioningSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>What is the centres' at the providers.</summary>
        public DbSet<CentreProvision> CentreProvisions => db.Set<CentreProvision>();

        /// <summary>What was done for it.</summary>
        public DbSet<ProvisioningStep> ProvisioningSteps => db.Set<ProvisioningStep>();
    }

    /// <summary>Adds these records.</summary>
    public static IServiceCollection AddProvisioningRecords(this IServiceCollection services) =>
        services.AddRecordsPart<ProvisioningRecords>();
}
