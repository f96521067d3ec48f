using Gateway.Brain.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Registers the planning of inspection centres.</summary>
public static class PlanningServices
{
    /// <summary>Adds what is kept of it.</summary>
    public static IServiceCollection AddPlanningRecords(this IServiceCollection services) =>
        services.AddRecordsPart<PlanningRecords>();

    /// <summary>Adds who books, and who reads what is booked.</summary>
    public static IServiceCollection AddPlanning(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WaitingLine>();
        services.TryAddSingleton<PlanningBook>();
        services.TryAddSingleton<PlanningDesk>();
        services.TryAddSingleton<AppointmentList>();
        return services.AddPlanningRecords();
    }
}
