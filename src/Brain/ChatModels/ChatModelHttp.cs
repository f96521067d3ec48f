using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// The way to the services of models, a client for each. A service that is down or hangs is left alone for a while, so
/// that not every contact waits for it before the next model is asked. Nothing is tried twice here: that is what the
/// order of models is for.
/// </summary>
internal static class ChatModelHttp
{
    private const int FewestCalls = 3;
    private const double WorstShareOfFailures = 0.5;

    /// <summary>How long a service that was found down is left alone.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(30);

    // A little sooner than its successor's turn comes: who is given up by the caller has not failed.
    private static readonly TimeSpan Patience = FallbackChatClient.Patience - TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <summary>Registers the client of a model.</summary>
    public static void Add(IServiceCollection services, string model) => services
        // How long the whole answer may take, the vendors' clients say.
        .AddHttpClient(NameOf(model), client => client.Timeout = Timeout.InfiniteTimeSpan)
        // It is held as long as the model is: its connections are made anew, so that a name's new address is found.
        .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = ConnectionLife)
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        // Addresses and headers are the operator's; a failure is logged by who asked.
        .RemoveAllLoggers()
        .AddResilienceHandler("chat model", pipeline => pipeline
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                MinimumThroughput = FewestCalls,
                FailureRatio = WorstShareOfFailures,
                SamplingDuration = Watched,
                BreakDuration = Rest,
                ShouldHandle = call => ValueTask.FromResult(IsDown(call.Outcome)),
            })
            .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = Patience }));

    /// <summary>The client of a model.</summary>
    public static HttpClient Open(IServiceProvider services, string model) =>
        services.GetRequiredService<IHttpClientFactory>().CreateClient(NameOf(model));

    /// <summary>A refusal, also one because of too many calls, is an answer: the next may be another.</summary>
    private static bool IsDown(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException ||
        outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private static string NameOf(string model) => $"model {model}";
}
