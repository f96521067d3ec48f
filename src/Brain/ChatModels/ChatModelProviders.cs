using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Gateway.Brain.House;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenAI;
using OpenAI.Chat;

namespace Gateway.Brain.ChatModels;

/// <summary>The services that models come from, by the names they bear in configuration.</summary>
internal static class ChatModelProviders
{
    // The vendors' clients insist on a key; a service of one's own often has none.
    private const string NoKey = "none";

    // Anthropic asks for a limit.
    private const int MostTokens = 1_024;

    /// <summary>Opens a model.</summary>
    /// <param name="name">What it is called here; its way out was registered under it.</param>
    /// <param name="options">Whose it is.</param>
    /// <param name="services">Where the house model, the ways out, the clock and the loggers are.</param>
    /// <exception cref="InvalidOperationException">There is no such provider.</exception>
    public static IChatClient Create(string name, ChatModelOptions options, IServiceProvider services)
    {
        if (!options.IsRemote)
            return services.GetRequiredService<HouseChatClient>();
        var time = services.GetRequiredService<TimeProvider>();
        var service = Open(options, ChatModelHttp.Open(services, name));
        var model = options.Images ? service : new WordsOnlyChatClient(service);
        var patient = new PatientChatClient(
            model, TimeSpan.FromSeconds(options.FirstTokenSeconds), TimeSpan.FromSeconds(options.TotalSeconds), time);
        var resting = new RestingChatClient(
            name, patient, time, services.GetRequiredService<ILogger<RestingChatClient>>());
        var bounded = new BoundedChatClient(
            name, resting, services.GetRequiredService<ILogger<BoundedChatClient>>());
        return new MeteredChatClient(name, bounded, options.PricePerMillion, time);
    }

    private static IChatClient Open(ChatModelOptions options, HttpClient http) => options.Provider switch
    {
        ChatModelOptions.OpenAi or ChatModelOptions.Azure => new OpenAiDialects(
            OpenAi(options, http).AsIChatClient(), options),
        ChatModelOptions.Anthropic => new PromptCache(new AnthropicDialect(
            Anthropic(options, http).AsIChatClient(options.Model!, options.MaxOutputTokens ?? MostTokens))),
        var provider => throw new InvalidOperationException($"There is no model provider {provider}."),
    };

    private static ChatClient OpenAi(ChatModelOptions options, HttpClient http) => new(
        options.Model!,
        new ApiKeyCredential(KeyOf(options)),
        new OpenAIClientOptions
        {
            Endpoint = options.Provider == ChatModelOptions.Azure
                ? AzureEndpoint.Complete(options.Endpoint!)
                : options.Endpoint,
            Transport = new HttpClientPipelineTransport(http),
            NetworkTimeout = TimeSpan.FromSeconds(options.TotalSeconds),
            // A model that fails gives way to the next at once; trying it again is not worth a contact's wait.
            RetryPolicy = new ClientRetryPolicy(0),
        });

    private static AnthropicClient Anthropic(ChatModelOptions options, HttpClient http)
    {
        var (key, timeout) = (KeyOf(options), TimeSpan.FromSeconds(options.TotalSeconds));
        return options.Endpoint is { } endpoint
            ? new AnthropicClient
            {
                ApiKey = key,
                BaseUrl = endpoint.ToString().TrimEnd('/'),
                Timeout = timeout,
                MaxRetries = 0,
                HttpClient = http,
            }
            : new AnthropicClient { ApiKey = key, Timeout = timeout, MaxRetries = 0, HttpClient = http };
    }

    private static string KeyOf(ChatModelOptions options) => options.ApiKey is { Length: > 0 } key ? key : NoKey;
}
