using Gateway.Brain.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Webhooks;

/// <summary>Registers what workspaces are told.</summary>
public static class WebhookServices
{
    /// <summary>Adds what is kept of it.</summary>
    public static IServiceCollection AddWebhookRecords(this IServiceCollection services) =>
        services.AddRecordsPart<WebhookRecords>();

    /// <summary>
    /// Adds who notes it. The host says whom to tell, as <see cref="IDeliveryTargets"/>; else nobody is told.
    /// </summary>
    public static IServiceCollection AddWebhookOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(WebhookTargets.None);
        services.TryAddSingleton<IDeliveryTargets>(provider => provider.GetRequiredService<WebhookTargets>());
        services.TryAddSingleton<WebhookOutbox>();
        services.TryAddSingleton<WebhookList>();
        return services.AddWebhookRecords();
    }
}
