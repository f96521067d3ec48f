using System.Globalization;
using System.Net;
using Gateway.Channels;
using Gateway.Installation;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Doors;

/// <summary>Registers what keeps strangers from taking more than there is.</summary>
internal static class DoorServices
{
    private const int MostAddresses = 20_000;

    private static readonly TimeSpan HeadersLimit = TimeSpan.FromSeconds(15);

    /// <summary>Puts the doors before Kestrel.</summary>
    public static void AddDoors(this WebApplicationBuilder builder, GatewayOptions options)
    {
        builder.Services.AddOptions<DoorOptions>()
            .Bind(builder.Configuration.GetSection("Doors"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.TryAddSingleton<DoorMetrics>();
        builder.Services.TryAddSingleton(provider => ConnectionLimits.Of(
            provider.GetRequiredService<IOptions<DoorOptions>>().Value, FileLimit.Read(), FileLimit.InUse(),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
        builder.Services.TryAddSingleton(provider => new ConnectionTable(
            provider.GetRequiredService<ConnectionLimits>(), provider.GetRequiredService<IOptions<DoorOptions>>().Value,
            options.KnownProxies,
            provider.GetRequiredService<DoorMetrics>(), provider.GetRequiredService<TimeProvider>()));

        // Kestrel asks the one that was registered last first.
        builder.Services.AddSingleton<IConnectionListenerFactory, DoorListenerFactory>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.RequestHeadersTimeout = HeadersLimit);
    }

    /// <summary>
    /// Counts the requests of each address. Stands behind the forwarded headers and before all that costs something.
    /// Webhooks have a gate of their own, because a provider sends everyone's from few addresses; what comes from this
    /// machine comes from a proxy that nobody named, or from its owner.
    /// </summary>
    public static void UseDoors(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<DoorOptions>>().Value;
        var metrics = app.Services.GetRequiredService<DoorMetrics>();
        var requests = new TokenBuckets(
            options.RequestsPerSecond, options.RequestsPerSecond * 10.0, MostAddresses,
            app.Services.GetRequiredService<TimeProvider>());
        app.Use(async (context, next) =>
        {
            var connection = context.Features.Get<OpenConnection>();
            connection?.Begin();
            try
            {
                var caller = context.Connection.RemoteIpAddress;
                if (caller is null || IPAddress.IsLoopback(caller) ||
                    context.Request.Path.StartsWithSegments("/webhooks", StringComparison.OrdinalIgnoreCase) ||
                    requests.Take(ClientNetwork.Of(caller), 1) is not { } wait)
                {
                    await next(context);
                    return;
                }

                metrics.Refused("request", "requests");
                context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds)
                    .ToString(CultureInfo.InvariantCulture);
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            }
            finally
            {
                connection?.End();
            }
        });
    }
}
