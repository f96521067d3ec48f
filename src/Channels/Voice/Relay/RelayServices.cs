using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Voice.Relay;

/// <summary>Registers calls of which Twilio hears and speaks the words.</summary>
internal static class RelayServices
{
    /// <summary>Adds them. Expects the webhooks of calls and <see cref="CallOptions"/>.</summary>
    public static IServiceCollection AddRelay(this IServiceCollection services)
    {
        services.TryAddSingleton<CallWatch>();
        services.TryAddSingleton<CallMetrics>();
        services.TryAddSingleton<RelayParts>();
        services.TryAddSingleton<RelayEndpoint>();
        return services;
    }

    /// <summary>Maps the socket.</summary>
    public static void MapRelay(this IEndpointRouteBuilder app) => app.MapSocket(
        RelayEndpoint.Path, http => http.RequestServices.GetRequiredService<RelayEndpoint>().HoldAsync(http));
}
