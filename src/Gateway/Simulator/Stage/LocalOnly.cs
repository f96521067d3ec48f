using System.Net;

namespace Gateway.Simulator.Stage;

/// <summary>
/// Lets requests through that come from this very machine to the simulator's own port and no further. Whoever asks for
/// it at the gateway's address is shown the way there: that address may stand behind a proxy that says nothing of
/// itself, which makes strangers look local.
/// </summary>
internal sealed class LocalOnly(Simulation simulation) : IEndpointFilter
{
    private static readonly string[] ProxyHeaders =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    /// <summary>
    /// Whether a request seems to come from this machine: neither by a proxy, nor under another name, which a page
    /// elsewhere could have its visitor's browser look up. Strangers can imitate it: it opens nothing.
    /// </summary>
    public static bool SeemsLocal(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named)))
            && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);
    }

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!SeemsLocal(http))
            return Results.Problem(statusCode: StatusCodes.Status404NotFound);
        if (http.Connection.LocalPort == simulation.Url.Port)
            return await next(context);

        // Put together as text: what was asked stays a path and a query.
        return Results.Redirect(
            $"{simulation.Url.GetLeftPart(UriPartial.Authority)}{http.Request.Path}{http.Request.QueryString}",
            permanent: false, preserveMethod: true);
    }
}
