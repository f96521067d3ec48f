using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Shop.Dialogue;
using Gateway.Shop.Window;
using Gateway.Solutions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Shop;

/// <summary>Registers the shop: the brain's side of it and the host's.</summary>
internal static class ShopSolutionServices
{
    /// <summary>Adds the solution <c>shop</c>.</summary>
    public static IServiceCollection AddShopSolution(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopWindowReader>();
        services.TryAddSingleton<ShopPages>();
        return services.AddShop().AddShopDialogue().AddCatalogueImport().AddSolution<ShopInfo>();
    }
}
