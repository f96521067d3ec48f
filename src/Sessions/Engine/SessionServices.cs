using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Live;
using Gateway.Sessions.Media;
using Gateway.Sessions.Redis;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>Registers the session engine.</summary>
public static class SessionServices
{
    /// <summary>
    /// Adds the engine and its worker. Expects an <see cref="IConnectionMultiplexer"/> and an
    /// <see cref="ITurnHandler"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Sessions</c> holds <see cref="SessionOptions"/>.</param>
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SessionOptions>()
            .Bind(configuration.GetSection("Sessions"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => NodeId.New());
        services.TryAddSingleton<KnownChannels>();
        services.TryAddSingleton<SessionMetrics>();
        services.TryAddSingleton<RedisDoor>();
        services.TryAddSingleton<ShardLook>();
        services.TryAddSingleton<IAddressKey, KeptAddressKey>();
        services.TryAddSingleton<AddressNames>();
        foreach (var former in SessionKeys.Former.OutsideShards)
            services.AddSingleton(former);
        services.TryAddSingleton<KnownSessions>();
        services.TryAddSingleton<SessionStore>();
        services.TryAddSingleton<Nodes>();
        services.TryAddSingleton<Limits>();
        services.TryAddSingleton<Pacing>();
        services.TryAddSingleton<StoreRoom>();
        services.TryAddSingleton(provider => new OptOuts(provider.GetRequiredService<SessionStore>()));
        services.TryAddSingleton<OwedConsents>();
        services.TryAddSingleton(provider => new CommitLog(
            provider.GetRequiredService<RedisDoor>(), provider.GetRequiredService<ShardLook>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<MediaSources>();
        services.TryAddSingleton<NodeTopic>();
        services.TryAddSingleton<TurnWorker>();
        services.TryAddSingleton<WorkspaceFeed>();
        services.TryAddSingleton(provider => new LiveSessions(
            provider.GetRequiredService<NodeTopic>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LiveSessions>>()));
        services.TryAddSingleton<Previews>();
        services.TryAddSingleton(provider => new Outbox(
            provider.GetRequiredService<RedisDoor>(), provider.GetRequiredService<AddressNames>(),
            provider.GetRequiredService<ShardLook>(), provider.GetRequiredService<NodeId>(),
            provider.GetRequiredService<LiveSessions>(), provider.GetRequiredService<ILogger<Outbox>>()));
        services.TryAddSingleton(provider => new SessionReader(
            provider.GetRequiredService<SessionStore>(), provider.GetRequiredService<LiveSessions>(),
            provider.GetRequiredService<NodeTopic>(),
            provider.GetRequiredService<SessionMetrics>()));
        services.TryAddSingleton(provider => new SessionEngine(
            provider.GetRequiredService<SessionStore>(), provider.GetRequiredService<TurnWorker>(),
            provider.GetRequiredService<LiveSessions>(),
            provider.GetRequiredService<SessionReader>(), provider.GetRequiredService<Outbox>(),
            provider.GetRequiredService<SessionMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
        // First: a Redis with little in it has its names before anything is asked.
        services.AddHostedService<AddressMove>();
        services.AddHostedService(provider => provider.GetRequiredService<TurnWorker>());
        services.TryAddSingleton<WatchKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<WatchKeeper>());
        services.AddHostedService<NodeWatch>();
        return services;
    }
}
