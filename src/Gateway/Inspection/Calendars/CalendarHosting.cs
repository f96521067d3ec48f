using Gateway.Brain.Inspection.Calendars;
using Gateway.Sessions.Network;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Inspection.Calendars;

/// <summary>Registers the centres' calendars, out and in.</summary>
internal static class CalendarHosting
{
    /// <summary>
    /// Adds them. Expects the records, the workspaces, the key ring and the way out that the webhooks add.
    /// </summary>
    public static IServiceCollection AddCentreCalendars(this IServiceCollection services)
    {
        services.TryAddSingleton<CalendarClient>(provider => new CalendarClient(
            provider.GetRequiredService<Egress>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<CalendarMetrics>();
        services.AddHostedService<CalendarImporter>();
        services.AddHealthChecks().AddCheck<CalendarsHealth>("calendars");
        return services.AddCalendars();
    }
}
