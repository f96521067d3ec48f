using Gateway.Channels.Consent;
using Gateway.Channels.Media;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Registers what the channels by Twilio share: its webhooks, the look for what they missed, and its files.
/// </summary>
public static class TwilioServices
{
    /// <summary>
    /// Adds the way in by Twilio for each registered <see cref="ITwilioChannel"/>. Expects the session engine, the
    /// media, <see cref="IWorkspaces"/>,
    /// <see cref="IConsents"/> and <see cref="PublicAddress"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Twilio</c> holds <see cref="TwilioOptions"/> and the accounts.</param>
    public static IServiceCollection AddTwilio(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TwilioOptions>()
            .Bind(configuration.GetSection("Twilio"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddProviderOptOuts();
        services.TryAddSingleton<ChannelStates>();
        services.TryAddSingleton<WebhookGate>();
        services.TryAddSingleton<TwilioAccounts>();
        services.TryAddSingleton<TwilioHttp>();
        services.TryAddSingleton<TwilioClient>();
        services.TryAddSingleton<TwilioNumbers>();
        services.TryAddSingleton<TwilioLines>();
        services.TryAddSingleton<TwilioInbox>();
        services.TryAddSingleton<TwilioReceipts>();
        services.TryAddSingleton<TwilioDoor>();
        services.TryAddSingleton<TwilioEndpoints>();
        services.TryAddSingleton<ReadMarks>();
        services.TryAddSingleton<TwilioReconciliation>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMediaProvider, TwilioMedia>());
        services.AddHostedService(provider => provider.GetRequiredService<TwilioLines>());
        services.AddHostedService(provider => provider.GetRequiredService<TwilioReconciliation>());
        return services;
    }

    /// <summary>Maps the webhooks.</summary>
    public static void MapTwilio(this IEndpointRouteBuilder app)
    {
        var endpoints = app.ServiceProvider.GetRequiredService<TwilioEndpoints>();
        app.MapMethods("/webhooks/twilio/messages", ["GET", "POST"], endpoints.MessagesAsync);
        app.MapPost("/webhooks/twilio/status/{id?}", endpoints.StatusAsync);
    }
}
