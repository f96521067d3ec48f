using Gateway.Brain.ChatModels;
using Gateway.Brain.House;
using Gateway.Brain.Mcp;
using Gateway.Brain.Solutions;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Replays;

/// <summary>Registers replays.</summary>
internal static class ReplayServices
{
    /// <summary>The name of all models in their order.</summary>
    private const string InOrder = "configured";

    /// <summary>Adds the <see cref="Replayer"/>. Whoever composes the brain adds <see cref="TurnHandling"/>.</summary>
    public static IServiceCollection AddReplays(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReplayOptions>()
            .Bind(configuration.GetSection("Replays"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<ReplayMetrics>();
        services.TryAddSingleton(provider => ModelsOf(ChatModelOptions.Read(configuration), provider));
        services.TryAddSingleton(provider => new ReplayPlaces(
            provider.GetRequiredService<ReplayMetrics>(), provider.GetRequiredService<IOptions<ReplayOptions>>()));
        services.TryAddSingleton(provider => new Replayer(
            provider.GetRequiredService<KnownChannels>(),
            provider.GetServices<ISolution>(),
            provider.GetRequiredService<ReplayModels>(),
            HouseOf(provider),
            provider.GetRequiredService<IWorkspaceBudget>(),
            provider.GetRequiredService<IMediaLinks>(),
            provider.GetRequiredService<McpTools>(),
            provider.GetRequiredService<TurnHandling>(),
            provider.GetRequiredService<ReplayMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<IOptions<ReplayOptions>>()));
        return services;
    }

    private static ReplayModels ModelsOf(
        IReadOnlyList<(string Name, ChatModelOptions Options)> models, IServiceProvider provider)
    {
        var house = HouseOf(provider);
        ReplayModel[] named =
        [
            .. models.Select(model => new ReplayModel(
                model.Name,
                AsOne((model.Name, model.Options.IsRemote
                    ? ChatModelProviders.Create(model.Name, model.Options, provider)
                    : house)),
                new Sight(model.Options.Images, model.Options.IsRemote))),
        ];
        return new ReplayModels(named, new ReplayModel(
            InOrder,
            AsOne([.. named.Select(model => (model.Name, model.Client))]),
            new Sight(named.Any(model => model.Sight.Pictures), named.Any(model => model.Sight.Descriptions))));

        FallbackChatClient AsOne(params IReadOnlyList<(string Name, Microsoft.Extensions.AI.IChatClient Model)> of) =>
            new(of, provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<FallbackChatClient>>());
    }

    // Nobody reads along: it need not pause between words.
    private static HouseChatClient HouseOf(IServiceProvider provider) => new(
        provider.GetServices<IHouseSkill>(), Options.Create(new HouseOptions { PaceMs = 0 }),
        provider.GetRequiredService<TimeProvider>());
}
