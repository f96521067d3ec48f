using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Web;

/// <summary>What the web asks of workspaces.</summary>
public static class WebWorkspaces
{
    /// <summary>The one whose widget bears that site key, if it is being served.</summary>
    public static bool TryGetBySiteKey(
        this IWorkspaces workspaces, string? siteKey, [NotNullWhen(true)] out Workspace? workspace)
    {
        var isFound = workspaces.TryGetByLine(ChannelKind.Web, siteKey, out workspace, out var channel) &&
            channel.Name == siteKey;
        if (!isFound)
            workspace = null;
        return isFound;
    }

    /// <summary>A business's web channel, or null when it has none.</summary>
    public static WorkspaceChannel? WebChannel(this Workspace workspace) =>
        workspace.Channels.FirstOrDefault(channel => channel.Kind == ChannelKind.Web);

    /// <summary>What is set for a business's widget, or null when it has none.</summary>
    public static WebSettings? Web(this Workspace workspace) => workspace.WebChannel()?.SettingsOf<WebSettings>();
}
