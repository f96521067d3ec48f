using Gateway.Brain.House;
using Gateway.Brain.Inspection.Dialogue;
using Gateway.Brain.Inspection.People;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Statistics;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Solutions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Inspection;

/// <summary>Registers inspection centres: their agent, its tools, their planning.</summary>
public static class InspectionServices
{
    /// <summary>Adds the solution <c>inspection</c> and what the house model knows of it.</summary>
    public static IServiceCollection AddInspection(this IServiceCollection services)
    {
        services.TryAddSingleton<PhoneCodes>();
        services.TryAddSingleton<CentreStatistics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, CentrePeople>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISolution, InspectionSolution>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHouseSkill, InspectionSkill>());
        return services.AddPlanning();
    }
}
