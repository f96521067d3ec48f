using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Consent;

/// <summary>Registers how providers' opt-outs are heard.</summary>
internal static class ConsentServices
{
    /// <summary>
    /// Adds <see cref="ProviderOptOuts"/> and what tells the records later. Expects the session engine and <see
    /// cref="IConsents"/>.
    /// </summary>
    public static IServiceCollection AddProviderOptOuts(this IServiceCollection services)
    {
        services.TryAddSingleton<ConsentMetrics>();
        services.TryAddSingleton<ProviderOptOuts>();
        services.AddHostedService<ConsentRecorder>();
        return services;
    }
}
