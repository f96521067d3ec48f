using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Prospects;

/// <summary>Registers the prospects of all solutions.</summary>
public static class ProspectServices
{
    /// <summary>Adds what is kept of them.</summary>
    public static IServiceCollection AddProspectRecords(this IServiceCollection services) =>
        services.AddWebhookRecords().AddRecordsPart<ProspectRecords>();

    /// <summary>Adds who records prospects and tasks, and who reads them. Each solution that has any does so.</summary>
    public static IServiceCollection AddProspects(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProspectHistory>();
        services.TryAddSingleton<ProspectBook>();
        services.TryAddSingleton<ProspectList>();
        services.TryAddSingleton<TaskRecorder>();
        services.TryAddSingleton<TaskList>();
        return services.AddWebhookOutbox().AddProspectRecords();
    }
}
