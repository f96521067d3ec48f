using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Gateway.Brain.House;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;

namespace Gateway.Brain.ChatModels;

/// <summary>The services that models come from, by the names they bear in configuration.</summary>
internal static class ChatModelProviders
{
    // The vendors' clients insist on a key; a service of one's own often has none.
    private const string NoKey = "none";

    private const int MostTokens = 1_024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(45);

    /// <summary>Opens a model.</summary>
    /// <param name="name">What it is called here; its way out was registered under it.</param>
    /// <param name="options">Whose it is.</param>
    /// <param name="services">Where the house model and the ways out are.</param>
    /// <exception cref="InvalidOperationException">There is no such provider.</exception>
    public static IChatClient Create(string name, ChatModelOptions options, IServiceProvider services) =>
        options.Images || options.Provider == HouseChatClient.Provider
            ? Open(name, options, services)
            : new WordsOnlyChatClient(Open(name, options, services));

    private static IChatClient Open(string name, ChatModelOptions options, IServiceProvider services) =>
        options.Provider switch
        {
            HouseChatClient.Provider => services.GetRequiredService<HouseChatClient>(),
            "openai" => new OpenAiDialects(OpenAi(options, ChatModelHttp.Open(services, name)).AsIChatClient()),
            "anthropic" => Anthropic(options, ChatModelHttp.Open(services, name))
                .AsIChatClient(options.Model!, MostTokens),
            var provider => throw new InvalidOperationException($"There is no model provider {provider}."),
        };

    private static ChatClient OpenAi(ChatModelOptions options, HttpClient http) => new(
        options.Model!,
        new ApiKeyCredential(options.ApiKey is { Length: > 0 } key ? key : NoKey),
        new OpenAIClientOptions
        {
            Endpoint = options.Endpoint,
            Transport = new HttpClientPipelineTransport(http),
            NetworkTimeout = Timeout,
            // A model that fails gives way to the next at once; trying it again is not worth a contact's wait.
            RetryPolicy = new ClientRetryPolicy(0),
        });

    private static AnthropicClient Anthropic(ChatModelOptions options, HttpClient http)
    {
        var key = options.ApiKey is { Length: > 0 } given ? given : NoKey;
        return options.Endpoint is { } endpoint
            ? new AnthropicClient
            {
                ApiKey = key,
                BaseUrl = endpoint.ToString().TrimEnd('/'),
                Timeout = Timeout,
                MaxRetries = 0,
                HttpClient = http,
            }
            : new AnthropicClient { ApiKey = key, Timeout = Timeout, MaxRetries = 0, HttpClient = http };
    }
}
