using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gateway.Channels.Web;

/// <summary>Registers the web channel.</summary>
public static class WebServices
{
    private const string HubPath = "/hubs/chat";

    /// <summary>
    /// Adds the hub and <c>POST /chat</c>. Expects the session engine, data protection, <see cref="IWorkspaces"/>,
    /// <see cref="IGreetings"/> and <see cref="ICallers"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Web</c> holds <see cref="WebOptions"/>.</param>
    public static IServiceCollection AddWebChannel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>()
            .Bind(configuration.GetSection("Web"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelTraits, WebTraits>());
        services.TryAddSingleton<VisitorTokens>();
        services.TryAddSingleton<IdentityVerifier>();
        services.TryAddSingleton<SessionAuthority>();
        services.TryAddSingleton<WebMetrics>();
        services.TryAddSingleton<NetworkStorage>();
        services.TryAddSingleton<VisitorGate>();
        services.TryAddSingleton(new PublicAddress(Configured: null));
        services.TryAddSingleton<WebOrigins>();
        services.TryAddSingleton<ChatEndpoint>();
        services.AddCors();
        services.AddSingleton<IConfigureOptions<CorsOptions>, WebCors>();
        services.TryAddSingleton<HubBudgets>();
        services.TryAddSingleton<HubSessions>();
        services.TryAddSingleton<HubDoor>();
        // Before SignalR adds its own.
        services.TryAddSingleton<IHubProtocolResolver, HubProtocolResolver>();
        // They write a stack for every refusal and every frame that cannot be read, and a visitor's mistake is no error
        // of ours: ChatHubFilter logs those that are.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.SignalR.HubConnectionHandler", LogLevel.None));
        services.AddSignalR(options =>
        {
            // docs/protocol.md: 16 KB of text, and as much again for JSON's escapes and the rest of the invocation.
            options.MaximumReceiveMessageSize = 32 * 1024;
            options.MaximumParallelInvocationsPerClient = 1;
            options.KeepAliveInterval = TimeSpan.FromSeconds(15);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            options.AddFilter<ChatHubFilter>();
        }).AddJsonProtocol(options => options.PayloadSerializerOptions = SessionJson.Options);
        return services;
    }

    /// <summary>Maps the hub and <c>POST /chat</c>.</summary>
    public static void MapWebChannel(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var (budgets, clock) = (services.GetRequiredService<HubBudgets>(), services.GetRequiredService<TimeProvider>());
        var options = new HttpConnectionDispatcherOptions
        {
            Transports = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents
                | HttpTransportType.LongPolling,
            ApplicationMaxBufferSize = 32 * 1024,
            TransportMaxBufferSize = 64 * 1024,
        };
        // A visitor whose phone is gone must not hold up the stop of the gateway.
        options.WebSockets.CloseTimeout = TimeSpan.FromSeconds(1);
        // MapHub, with a line between the transport and the hub.
        var hub = app.MapConnections(
            HubPath, options,
            connection => connection.Use(next => HubLine.Before(next, budgets, clock)).UseHub<ChatHub>());
        hub.RequireCors(WebCors.Policy);
        hub.Add(endpoint =>
        {
            endpoint.Metadata.Add(new HubMetadata(typeof(ChatHub)));
            if (endpoint.RequestDelegate is { } serve)
                endpoint.RequestDelegate = services.GetRequiredService<HubDoor>().Before(serve);
        });
        var chat = services.GetRequiredService<ChatEndpoint>();
        app.MapPost("/chat", chat.PostAsync).RequireCors(WebCors.Policy)
            .WithSummary("One-shot chat for servers and scripts")
            .Produces<ChatAnswer>()
                .ProducesProblem(400)
                .ProducesProblem(403)
                .ProducesProblem(404)
                .ProducesProblem(429)
                .ProducesProblem(503);
    }

    /// <summary>
    /// Turns pages away that are on no workspace's list, before the hub is reached: on negotiate and on connect. The
    /// browser lets the page read the refusal, and nothing else, so that its widget can say what is wrong instead of
    /// trying for ever.
    /// </summary>
    public static IApplicationBuilder UseWebOrigins(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments(HubPath, StringComparison.OrdinalIgnoreCase) ||
            context.RequestServices.GetRequiredService<WebOrigins>()
                .AllowsAny(context, context.Request.Query["siteKey"]))
        {
            await next(context);
            return;
        }

        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = context.Request.Headers.Origin.FirstOrDefault();
        headers.Vary = HeaderNames.Origin;
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET, POST, DELETE";
            headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await TypedResults.Problem(
            "this page is not on the workspace's list of origins", statusCode: StatusCodes.Status403Forbidden,
            extensions: [new("code", "originRefused")]).ExecuteAsync(context);
    });

    /// <summary>Which pages of other origins a browser lets talk to the web channel.</summary>
    private sealed class WebCors(WebOrigins origins) : IConfigureOptions<CorsOptions>
    {
        public const string Policy = "web";

        public void Configure(CorsOptions options) => options.AddPolicy(Policy, policy => policy
            .SetIsOriginAllowed(origins.Lists).AllowAnyHeader().WithMethods("GET", "POST", "DELETE").AllowCredentials()
            .WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1)));
    }
}
