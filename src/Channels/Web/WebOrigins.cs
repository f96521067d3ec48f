using System.Collections.Frozen;
using System.Net;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http;

namespace Gateway.Channels.Web;

/// <summary>
/// Which pages may talk to which workspace. An origin is what a browser promises about the page, not authentication:
/// programs send none and are let in, and the limits hold for everyone.
/// </summary>
internal sealed class WebOrigins(IWorkspaces workspaces, PublicAddress address)
{
    // All origins of the set that was asked last; a set never changes, a new one is another object.
    private volatile Listed? _listed;

    /// <summary>
    /// Whether a page of that origin may talk to that workspace. The gateway's own pages may talk to all.
    /// </summary>
    public bool Allows(HttpContext context, Workspace workspace) =>
        OriginsOf(context).All(origin => IsOwn(context, origin) || Lists(workspace, origin));

    /// <summary>Whether any workspace is on that page; with a site key, whether that one is.</summary>
    public bool AllowsAny(HttpContext context, string? siteKey)
    {
        if (siteKey is { Length: > 0 })
            return workspaces.TryGetBySiteKey(siteKey, out var workspace) && Allows(context, workspace);
        return OriginsOf(context).All(origin => IsOwn(context, origin) || Lists(origin));
    }

    /// <summary>Whether the origin is on any workspace's list.</summary>
    public bool Lists(string origin)
    {
        var all = workspaces.All;
        var listed = _listed;
        if (listed is null || !ReferenceEquals(listed.Of, all))
            _listed = listed = new Listed(all, all.SelectMany(OriginsOf).ToFrozenSet(StringComparer.OrdinalIgnoreCase));
        return listed.Origins.Contains(origin);
    }

    private static bool Lists(Workspace workspace, string origin) =>
        OriginsOf(workspace).Contains(origin, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> OriginsOf(Workspace workspace) => workspace.Channels
        .Where(channel => channel.Kind == ChannelKind.Web)
        .SelectMany(channel => channel.SettingsOf<WebSettings>().AllowedOrigins);

    private static IEnumerable<string> OriginsOf(HttpContext context) =>
        context.Request.Headers.Origin.OfType<string>().Where(origin => origin.Length > 0);

    /// <summary>
    /// Whether the page came from the gateway itself. That origin and host agree is not enough: any name can be made to
    /// lead here for a moment (DNS rebinding), and then a stranger's page agrees with it. The configured address
    /// cannot, nor an IP address, nor localhost.
    /// </summary>
    private bool IsOwn(HttpContext context, string origin)
    {
        if (address.Configured is { } configured && Same(origin, configured.GetLeftPart(UriPartial.Authority)))
            return true;
        var host = context.Request.Host;
        return Same(origin, $"{context.Request.Scheme}://{host}") && CannotBeRebound(host.Host);
    }

    private static bool CannotBeRebound(string host) =>
        Same(host, "localhost") || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private sealed record Listed(IReadOnlyCollection<Workspace> Of, FrozenSet<string> Origins);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
