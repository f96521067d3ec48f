using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http;

namespace Gateway.Channels.Web;

/// <summary>
/// Which pages may talk to which workspace. An origin is what a browser promises about the page, not authentication: programs send
/// none and are let in, and the limits hold for everyone.
/// </summary>
internal sealed class WebOrigins(IWorkspaces workspaces)
{
    /// <summary>Whether a page of that origin may talk to that workspace. The gateway's own pages may talk to all.</summary>
    public static bool Allows(HttpContext context, Workspace workspace) =>
        Origin(context) is not { } origin || IsOwn(context, origin) || Lists(workspace, origin);

    /// <summary>Whether any workspace is on that page; with a site key, whether that one is.</summary>
    public bool AllowsAny(HttpContext context, string? siteKey)
    {
        if (siteKey is { Length: > 0 })
            return workspaces.TryGetBySiteKey(siteKey, out var workspace) && Allows(context, workspace);
        return Origin(context) is not { } origin || IsOwn(context, origin) || Lists(origin);
    }

    /// <summary>Whether the origin is on any workspace's list.</summary>
    public bool Lists(string origin) => workspaces.All.Any(workspace => Lists(workspace, origin));

    private static bool Lists(Workspace workspace, string origin) =>
        workspace.Channels.Any(channel => channel.Kind == ChannelKind.Web && channel.AllowedOrigins.Contains(origin, StringComparer.Ordinal));

    private static string? Origin(HttpContext context) =>
        context.Request.Headers.Origin is [{ Length: > 0 } origin, ..] ? origin : null;

    private static bool IsOwn(HttpContext context, string origin) =>
        string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase);
}
