using Gateway.Brain.Inspection.Planning;
using Gateway.Inspection.Centres;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Inspection.Hosted;

/// <summary>Registers centres that an existing database describes.</summary>
internal static class HostedServices
{
    /// <summary>Adds them; without <c>ConnectionStrings:Centres</c> there are none.</summary>
    public static IServiceCollection AddHostedCentres(this IServiceCollection services)
    {
        services.TryAddSingleton<HostedDatabase>();
        services.TryAddSingleton<HostedCentreReader>();
        services.TryAddSingleton<HostedCentres>();
        services.AddSingleton<ICentreMarks>(provider => provider.GetRequiredService<HostedCentres>());
        services.AddHostedService(provider => provider.GetRequiredService<HostedCentres>());
        services.TryAddSingleton<IHostedAppointments, HostedAppointments>();
        services.TryAddSingleton<HostedBook>();
        services.AddHostedService<HostedWriter>();
        return services;
    }
}
