using Gateway.Channels.Consent;
using Gateway.Channels.Media;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Telegram;

/// <summary>Registers the Telegram channel.</summary>
public static class TelegramServices
{
    /// <summary>
    /// Adds the way in, by webhook or by polling, and the way out. Expects the session engine, the media,
    /// <see cref="IWorkspaces"/>, <see cref="IConsents"/> and <see cref="PublicAddress"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Telegram</c> holds <see cref="TelegramOptions"/>.</param>
    public static IServiceCollection AddTelegram(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelegramOptions>()
            .Bind(configuration.GetSection("Telegram"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptions.Check>();
        services.AddProviderOptOuts();
        services.TryAddSingleton<ChannelStates>();
        services.TryAddSingleton<WebhookGate>();
        services.TryAddSingleton<MediaPrefetch>();
        services.TryAddSingleton<TelegramHttp>();
        services.TryAddSingleton<TelegramBots>();
        services.TryAddSingleton<TelegramStates>();
        services.TryAddSingleton<TelegramMetrics>();
        services.TryAddSingleton<TelegramMoves>();
        foreach (var former in TelegramKeys.Former)
            services.AddSingleton(former);
        services.TryAddSingleton<TelegramFloods>();
        services.TryAddSingleton<TelegramQueries>();
        services.TryAddSingleton<TelegramIntake>();
        services.TryAddSingleton<TelegramEndpoints>();
        services.TryAddSingleton<TelegramPollers>();
        services.TryAddSingleton<TelegramRenderer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelTraits, TelegramTraits>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMediaProvider, TelegramMedia>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelAdapter, TelegramAdapter>());
        services.AddHostedService(provider => provider.GetRequiredService<TelegramQueries>());
        services.AddHostedService<TelegramWebhooks>();
        services.AddHostedService<TelegramPolling>();

        services.TryAddSingleton<TelegramStreamer>();
        services.AddSingleton<ITurnAudience>(provider => provider.GetRequiredService<TelegramStreamer>());
        services.AddHostedService(provider => provider.GetRequiredService<TelegramStreamer>());
        return services;
    }

    /// <summary>Maps the webhook.</summary>
    public static void MapTelegram(this IEndpointRouteBuilder app) =>
        app.MapPost(
            "/webhooks/telegram/{bot}", app.ServiceProvider.GetRequiredService<TelegramEndpoints>().UpdateAsync);
}
