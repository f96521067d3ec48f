using Gateway.Brain.House;
using Gateway.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.ChatModels;

/// <summary>Registers the models that words come from.</summary>
public static class ChatModelServices
{
    /// <summary>
    /// Adds one <see cref="IChatClient"/>: the configured models in their order, the embedded one always among them.
    /// </summary>
    /// <exception cref="ConfigurationException">A value is wrong; the message names the key.</exception>
    public static IServiceCollection AddChatModels(this IServiceCollection services, IConfiguration configuration)
    {
        var models = ChatModelOptions.Read(configuration);
        services.AddOptions<HouseOptions>()
            .Bind(configuration.GetSection("House"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(new Sight(
            Pictures: models.Any(model => model.Options.Images),
            Descriptions: models.Any(model => model.Options.IsRemote)));
        services.TryAddSingleton<HouseChatClient>();
        services.AddHostedService<HousePreparation>();
        services.AddOptions<SpendingOptions>()
            .Bind(configuration.GetSection("Spending"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        foreach (var (name, options) in models.Where(model => model.Options.IsRemote))
            ChatModelHttp.Add(services, name, options);
        if (models.Any(model => model.Options.IsRemote))
        {
            services.TryAddSingleton<ModelBudget>();
            services.TryAddSingleton<IModelBudget>(provider => provider.GetRequiredService<ModelBudget>());
            services.TryAddSingleton<IWorkspaceBudget>(provider => provider.GetRequiredService<ModelBudget>());
        }
        else
        {
            services.TryAddSingleton<IModelBudget, NothingToPay>();
            services.TryAddSingleton<IWorkspaceBudget, NothingToPay>();
        }

        services.TryAddSingleton<ModelMeter>();
        services.TryAddSingleton<IChatClient>(provider => new FallbackChatClient(
            [.. models.Select(model => (model.Name, ChatModelProviders.Create(model.Name, model.Options, provider)))],
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FallbackChatClient>>()));
        return services;
    }
}
