using Gateway.Brain.House;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Registers what the house model knows of sales.</summary>
public static class SalesDialogueServices
{
    /// <summary>Adds the skills for all agents of the team; they need the solution itself (<c>AddSales</c>).</summary>
    public static IServiceCollection AddSalesDialogue(this IServiceCollection services)
    {
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHouseSkill, ClassifierSkill>(),
            ServiceDescriptor.Singleton<IHouseSkill, SupervisorSkill>(),
            ServiceDescriptor.Singleton<IHouseSkill, CrmSkill>(),
            ServiceDescriptor.Singleton<IHouseSkill, SellerSkill>(),
            ServiceDescriptor.Singleton<IHouseSkill, NegotiatorSkill>(),
            ServiceDescriptor.Singleton<IHouseSkill, NurtureSkill>(),
        ]);
        return services;
    }
}
