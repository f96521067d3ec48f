using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Channels.Voice.Relay;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Streams;
using Gateway.Channels.Voice.Webhooks;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Voice;

/// <summary>Registers calls.</summary>
public static class VoiceServices
{
    /// <summary>
    /// Adds them. Expects the session engine, the media, what the channels by Twilio share, <see cref="IWorkspaces"/>,
    /// <see cref="IGreetings"/>, <see cref="PublicAddress"/> and the speech back ends.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Voice</c> holds <see cref="CallOptions"/>.</param>
    public static IServiceCollection AddVoice(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CallOptions>()
            .Bind(configuration.GetSection("Voice"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallWatch>();
        services.TryAddSingleton<CallMetrics>();
        services.TryAddSingleton<SpokenCache>();
        services.TryAddSingleton<FrameTicker>();
        services.TryAddSingleton<CallParts>();
        services.TryAddSingleton<StreamEndpoint>();
        return services.AddVoiceWebhooks(configuration).AddRelay();
    }

    /// <summary>Maps the webhooks and the sockets of calls.</summary>
    public static void MapVoice(this IEndpointRouteBuilder app)
    {
        app.MapSocket(
            StreamEndpoint.Path, http => http.RequestServices.GetRequiredService<StreamEndpoint>().HoldAsync(http));
        app.MapRelay();
        app.MapVoiceWebhooks();
    }
}
