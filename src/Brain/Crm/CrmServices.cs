using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Crm;

/// <summary>Registers what is known of the workspaces' customer relations systems.</summary>
public static class CrmServices
{
    /// <summary>Adds what is kept of them, and who keeps it.</summary>
    public static IServiceCollection AddCrm(this IServiceCollection services)
    {
        services.TryAddSingleton<CrmLinks>();
        services.TryAddSingleton<CrmUpdates>();
        // Whom links are of comes first: they are named after that table.
        return services.AddProspects().AddRecordsPart<CrmRecords>();
    }
}
