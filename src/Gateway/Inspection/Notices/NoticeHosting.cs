using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Inspection.Notices;

/// <summary>Registers what tells people of their appointments.</summary>
internal static class NoticeHosting
{
    /// <summary>Adds who plans, who sends, and the pages that links lead to.</summary>
    public static IServiceCollection AddAppointmentNotices(this IServiceCollection services)
    {
        services.TryAddSingleton<IAppointmentPages, AppointmentPages>();
        services.TryAddSingleton<NoticeMetrics>();
        services.TryAddSingleton<NoticeMessenger>();
        services.TryAddSingleton<IWaitingNews>(provider => new WaitingNews(
            provider.GetRequiredService<IWorkspaces>(), provider.GetRequiredService<NoticeWriter>(),
            new Lazy<SessionEngine>(provider.GetRequiredService<SessionEngine>)));
        services.TryAddSingleton<LinkVisit>();
        services.AddHostedService<NoticeSender>();
        return services.AddNotices();
    }
}
