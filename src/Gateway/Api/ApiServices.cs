using System.Text.Json.Serialization;
using Gateway.Installation;
using Gateway.Sessions.Texts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;

namespace Gateway.Api;

/// <summary>
/// What holds for every endpoint: the form of errors, limits, and whose word on a request's origin is taken.
/// </summary>
internal static class ApiServices
{
    /// <summary>Larger bodies are refused with 413, unless an endpoint asks for more.</summary>
    private const long MaxBodyBytes = 1024 * 1024;

    public static void AddApi(this WebApplicationBuilder builder, GatewayOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.Services.AddOpenApi("v1");
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Explain);
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new WellFormedJson());
        });
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.KnownProxies)
                forwarded.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>
    /// Goes first: every error behind it, thrown or answered without a body, leaves as problem details (RFC 9457).
    /// </summary>
    public static void UseApi(this WebApplication app, GatewayOptions options)
    {
        // With nothing known, the middleware would believe everybody.
        if (options.KnownProxies.Count > 0)
            app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(SetSafeHeadersAsync, context.Response);
            return next(context);
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = Problems.StatusCodeOf,
            SuppressDiagnosticsCallback = context => Problems.IsKnown(context.Exception),
        });
        app.UseStatusCodePages();
    }

    /// <summary>
    /// What browsers and caches must not do with an answer: guess that it is something else, or keep data that was
    /// meant for its caller alone.
    /// </summary>
    private static Task SetSafeHeadersAsync(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.XContentTypeOptions = "nosniff";
        if (StringValues.IsNullOrEmpty(headers.CacheControl)
            && headers.ContentType.ToString().Contains("json", StringComparison.OrdinalIgnoreCase))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
