using Gateway.Brain.Prospects;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.Statistics;
using Gateway.Brain.Solutions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Sales;

/// <summary>Registers the sales team: its agents, its tools and what it records.</summary>
public static class SalesServices
{
    /// <summary>Adds the solution <c>sales</c>.</summary>
    public static IServiceCollection AddSales(this IServiceCollection services)
    {
        services.TryAddSingleton<Recording>();
        services.TryAddSingleton<OwedRecord>();
        services.TryAddSingleton<SalesStatistics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISolution, SalesSolution>());
        return services.AddProspects();
    }
}
