using Gateway.Brain.House;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Dialogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Shop;

/// <summary>Registers the shop: its agent, its tools, and what the house model knows of it.</summary>
public static class ShopServices
{
    /// <summary>Adds what shops keep: catalogues and prospects.</summary>
    public static IServiceCollection AddShopRecords(this IServiceCollection services) =>
        services.AddRecordsPart<CatalogueRecords>().AddRecordsPart<ShopRecords>();

    /// <summary>Adds the solution <c>shop</c>.</summary>
    public static IServiceCollection AddShop(this IServiceCollection services)
    {
        services.TryAddSingleton<ProductNameCache>();
        services.TryAddSingleton<CatalogueSearch>();
        services.TryAddSingleton<ProspectRecorder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISolution, ShopSolution>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHouseSkill, ShopSkill>());
        return services.AddShopRecords();
    }
}
