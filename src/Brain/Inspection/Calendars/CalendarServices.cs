using Gateway.Brain.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>Registers the centres' calendars.</summary>
public static class CalendarServices
{
    /// <summary>Adds what is kept of them.</summary>
    public static IServiceCollection AddCalendarRecords(this IServiceCollection services) =>
        services.AddRecordsPart<CalendarRecords>();

    /// <summary>
    /// Adds who tells the planning and who takes calendars over. Expects the planning, and the host's key ring.
    /// </summary>
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CalendarFeeds>();
        services.TryAddSingleton<CalendarImport>();
        services.TryAddSingleton<CalendarRounds>();
        services.TryAddSingleton<FeedTokens>();
        return services.AddCalendarRecords();
    }
}
