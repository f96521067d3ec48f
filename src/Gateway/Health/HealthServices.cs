using Gateway.Channels;
using Gateway.Channels.Twilio;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Health;

/// <summary>Registers what is known of the channels.</summary>
internal static class HealthServices
{
    /// <summary>Adds the health check <c>channels</c>. Expects the workspaces and the simulator.</summary>
    public static IServiceCollection AddChannelStates(this IServiceCollection services)
    {
        services.TryAddSingleton<ChannelStates>();
        services.TryAddSingleton<TwilioAccounts>();
        services.TryAddSingleton<ChannelOverview>();
        services.AddHealthChecks().AddCheck<ChannelsHealth>("channels");
        return services;
    }
}
