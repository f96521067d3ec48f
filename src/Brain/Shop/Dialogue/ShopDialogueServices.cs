using Gateway.Brain.House;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Registers what the house model knows of the shop.</summary>
public static class ShopDialogueServices
{
    /// <summary>
    /// Adds the skill with which the house model sells; it needs the solution itself (<c>AddShop</c>).
    /// </summary>
    public static IServiceCollection AddShopDialogue(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHouseSkill, ShopSkill>());
        return services;
    }
}
