using System.Globalization;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels.Web;

/// <summary>
/// Where connections to the hub are asked for: counted by network and by site before SignalR keeps anything of them.
/// What a connection that was negotiated asks for after that is counted with it.
/// </summary>
internal sealed class HubDoor(HubBudgets budgets, IWorkspaces workspaces)
{
    private static readonly byte[] Refusal =
        """{"title":"Too Many Requests","status":429,"code":"rateLimited"}"""u8.ToArray();

    /// <summary>
    /// Over so many seconds those are spread who are told to come back, or they would all come back at once.
    /// </summary>
    private const uint SpreadSeconds = 20;

    private uint _toldToWait;

    /// <summary>Puts the door before an endpoint of the hub.</summary>
    public RequestDelegate Before(RequestDelegate hub) => http =>
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            var counted = new HubUpgrade(upgrade);
            http.Features.Set(counted);
            http.Features.Set<IHttpUpgradeFeature>(counted);
        }

        if (!IsConnect(http.Request))
            return hub(http);
        string? siteKey = http.Request.Query["siteKey"];
        // Keys that are nobody's share one bucket: a stranger must not fill the memory with names of their own.
        var site = workspaces.TryGetBySiteKey(siteKey, out var workspace) ? workspace.Id : "";
        return budgets.TakeConnect(ClientNetwork.Of(http.Connection.RemoteIpAddress), site) is { } wait
            ? RefuseAsync(http, wait)
            : hub(http);
    };

    /// <summary>A negotiation, or a connection without one.</summary>
    private static bool IsConnect(HttpRequest request) => HttpMethods.IsPost(request.Method)
        ? request.Path.Value?.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase) == true
        : (HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method))
            && !request.Query.ContainsKey("id");

    private Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        var later = (Interlocked.Increment(ref _toldToWait) - 1) % SpreadSeconds;
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = (Math.Max(1, Math.Ceiling(wait.TotalSeconds)) + later)
            .ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/problem+json";
        http.Response.ContentLength = Refusal.Length;
        return http.Response.Body.WriteAsync(Refusal, 0, Refusal.Length);
    }
}
