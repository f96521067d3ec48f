using System.Net;

namespace Gateway.Simulator;

/// <summary>
/// Lets requests through that come from this very machine and no further: neither by a proxy, which would make strangers look local, nor under another
/// name, which a page elsewhere could have its visitor's browser look up.
/// </summary>
internal sealed class LocalOnly : IEndpointFilter
{
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    /// <summary>Whether a request comes from this machine.</summary>
    public static bool IsLocal(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named)))
            && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);
    }

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsLocal(context.HttpContext) ? await next(context) : Results.Problem(statusCode: StatusCodes.Status404NotFound);
}
