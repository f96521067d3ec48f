using Gateway.Sessions.Network;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// The way to the services of models, a client for each. Nothing is tried twice here, and nothing given up: how long a
/// model may take, and when it is left alone, can only be told from what it answers
/// (<see cref="PatientChatClient"/>, <see cref="RestingChatClient"/>).
/// </summary>
internal static class ChatModelHttp
{
    // A token comes in some 200 bytes: what an answer may have by far, and what can be held by far.
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <summary>Registers the client of a model.</summary>
    /// <param name="services">Where it goes.</param>
    /// <param name="model">The model's name in the configuration.</param>
    /// <param name="options">Whose it is.</param>
    public static void Add(IServiceCollection services, string model, ChatModelOptions options) => services
        .AddHttpClient(NameOf(model), client => client.Timeout = Timeout.InfiniteTimeSpan)
        // It is held as long as the model is: its connections are made anew, so that a name's new address is found.
        .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = ConnectionLife)
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        // Addresses and headers are the operator's; a failure is logged by who asked.
        .RemoveAllLoggers()
        .AddHttpMessageHandler(provider => new RetryAfterHandler(provider.GetRequiredService<TimeProvider>()))
        .AddHttpMessageHandler(() => new OwnHeadersHandler(options))
        .AddHttpMessageHandler(() => new BoundedResponses(MostBytes));

    /// <summary>The client of a model.</summary>
    public static HttpClient Open(IServiceProvider services, string model) =>
        services.GetRequiredService<IHttpClientFactory>().CreateClient(NameOf(model));

    private static string NameOf(string model) => $"model {model}";
}
