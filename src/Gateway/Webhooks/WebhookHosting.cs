using Gateway.Brain.Webhooks;
using Gateway.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Webhooks;

/// <summary>Registers who tells the workspaces' own systems.</summary>
internal static class WebhookHosting
{
    /// <summary>Adds the targets of the section <c>Webhooks</c>, and who sends. Expects the records.</summary>
    /// <exception cref="ConfigurationException">An address or a secret is none; the message names the key.</exception>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(WebhookSettings.Read(configuration));
        services.TryAddSingleton<WebhookSender>();
        services.AddHostedService<WebhookDispatcher>();
        return services.AddWebhookOutbox();
    }
}
