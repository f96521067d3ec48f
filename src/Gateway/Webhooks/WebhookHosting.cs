using Gateway.Brain.Webhooks;
using Gateway.Sessions;
using Gateway.Sessions.Network;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Webhooks;

/// <summary>Registers who tells the workspaces' own systems.</summary>
internal static class WebhookHosting
{
    /// <summary>
    /// Adds the targets of the section <c>Webhooks</c> and of the workspaces, and who sends. Expects the records and
    /// the workspaces.
    /// </summary>
    /// <exception cref="ConfigurationException">An address, a secret or a network is none; the message names the
    /// key.</exception>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        var networks = EgressSettings.Read(configuration);
        services.TryAddSingleton<IDialer, SocketDialer>();
        services.TryAddSingleton(provider => new Egress(provider.GetRequiredService<IDialer>(), networks));
        services.AddSingleton(WebhookSettings.Read(configuration));
        services.TryAddSingleton<DeliveryTargets>();
        // Whom the workspaces name is told, too.
        services.AddSingleton<IDeliveryTargets>(provider => provider.GetRequiredService<DeliveryTargets>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeliverer, WebhookSender>());
        services.TryAddSingleton<WebhookMetrics>();
        services.AddHostedService<WebhookDispatcher>();
        return services.AddWebhookOutbox();
    }
}
