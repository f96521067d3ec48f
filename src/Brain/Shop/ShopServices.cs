using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Understanding;
using Gateway.Brain.Solutions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Shop;

/// <summary>Registers the shop: its agent, its tools and its records.</summary>
public static class ShopServices
{
    /// <summary>Adds what shops keep: catalogues, prospects and their orders.</summary>
    public static IServiceCollection AddShopRecords(this IServiceCollection services) =>
        services.AddRecordsPart<CatalogueRecords>().AddProspectRecords().AddRecordsPart<ShopRecords>();

    /// <summary>Adds the solution <c>shop</c>.</summary>
    public static IServiceCollection AddShop(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProspectRecorder>();
        services.TryAddSingleton<ProspectOrders>();
        services.TryAddSingleton<MissList>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISolution, ShopSolution>());
        return services.AddCatalogue().AddProspects().AddShopRecords();
    }
}
