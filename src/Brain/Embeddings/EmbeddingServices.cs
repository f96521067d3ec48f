using System.ClientModel;
using System.ClientModel.Primitives;
using Gateway.Brain.ChatModels;
using Gateway.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpenAI;
using OpenAI.Embeddings;

namespace Gateway.Brain.Embeddings;

/// <summary>Registers the model that turns texts into vectors.</summary>
public static class EmbeddingServices
{
    private const string Client = "embeddings";

    // The vendor's client insists on a key; a service of one's own often has none.
    private const string NoKey = "none";

    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <summary>Adds the configured model; nothing where none is.</summary>
    /// <exception cref="ConfigurationException">A value under <c>Embeddings</c> is wrong; the message names the
    /// key.</exception>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services, IConfiguration configuration)
    {
        if (EmbeddingOptions.Read(configuration) is not { } options)
            return services;
        services.AddHttpClient(Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = ConnectionLife)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The address is the operator's; a failure is logged by who asked.
            .RemoveAllLoggers()
            .AddHttpMessageHandler(provider => new RetryAfterHandler(provider.GetRequiredService<TimeProvider>()));
        services.AddMetrics();
        services.TryAddSingleton<EmbeddingMeter>();
        services.TryAddSingleton(provider => new EmbeddingModel(
            Open(options, provider.GetRequiredService<IHttpClientFactory>().CreateClient(Client)), options,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<EmbeddingMeter>(),
            provider.GetRequiredService<ILogger<EmbeddingModel>>()));
        return services;
    }

    private static IEmbeddingGenerator<string, Embedding<float>> Open(EmbeddingOptions options, HttpClient http) =>
        new EmbeddingClient(
            options.Model!,
            new ApiKeyCredential(options.ApiKey is { Length: > 0 } key ? key : NoKey),
            new OpenAIClientOptions
            {
                Endpoint = options.Endpoint,
                Transport = new HttpClientPipelineTransport(http),
                NetworkTimeout = TimeSpan.FromSeconds(options.BatchTimeoutSeconds),
                // What failed is asked again with the next batch, and a contact's words not at all.
                RetryPolicy = new ClientRetryPolicy(0),
            }).AsIEmbeddingGenerator(options.Dimensions);
}
