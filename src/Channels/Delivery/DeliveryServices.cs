using Gateway.Channels.Consent;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Delivery;

/// <summary>Registers the delivery.</summary>
public static class DeliveryServices
{
    /// <summary>
    /// Adds the worker that delivers what the outbox holds through the registered <see cref="IChannelAdapter"/>s.
    /// Expects <see cref="IConsents"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Delivery</c> holds <see cref="DeliveryOptions"/>.</param>
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeliveryOptions>()
            .Bind(configuration.GetSection("Delivery"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddProviderOptOuts();
        services.TryAddSingleton<ChannelStates>();
        services.TryAddSingleton<LinePauses>();
        services.TryAddSingleton<DeliveryMetrics>();
        services.TryAddSingleton<DeliveryRun>();
        services.AddHostedService<DeliveryWorker>();
        return services;
    }
}
