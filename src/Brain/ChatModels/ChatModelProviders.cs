using Gateway.Brain.House;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.ChatModels;

/// <summary>The services that models come from, by the names they bear in configuration.</summary>
internal static class ChatModelProviders
{
    /// <summary>Opens a model.</summary>
    /// <exception cref="InvalidOperationException">There is no such provider.</exception>
    public static IChatClient Create(ChatModelOptions options, IServiceProvider services) => options.Provider switch
    {
        HouseChatClient.Provider => services.GetRequiredService<HouseChatClient>(),
        var provider => throw new InvalidOperationException($"There is no model provider {provider}."),
    };
}
