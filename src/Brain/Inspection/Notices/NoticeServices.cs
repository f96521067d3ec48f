using Gateway.Brain.Consent;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>Registers what is told of appointments outside the conversation.</summary>
public static class NoticeServices
{
    /// <summary>Adds what is kept of it.</summary>
    public static IServiceCollection AddNoticeRecords(this IServiceCollection services) =>
        services.AddRecordsPart<NoticeRecords>();

    /// <summary>
    /// Adds who plans and words it. The host sends it, and adds mails, consent and <see cref="IAppointmentPages"/>.
    /// </summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AppointmentLinks>();
        services.TryAddSingleton<IBookingNews, NoticePlanner>();
        services.TryAddSingleton<NoticeBook>();
        services.TryAddSingleton<NoticeWriter>();
        services.TryAddSingleton(provider => new VisitFeedback(
            provider.GetRequiredService<IDbContextFactory<RecordsDbContext>>(),
            provider.GetRequiredService<IContacts>(), provider.GetRequiredService<ConsentBook>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddNoticeRecords();
    }
}
