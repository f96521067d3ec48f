using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Web;

/// <summary>Which language a visitor is met in.</summary>
internal static class WebLocales
{
    /// <summary>
    /// The language asked for when it is one we speak (<c>fr-CA</c> counts as <c>fr</c>), else the workspace's.
    /// </summary>
    public static string Choose(string? asked, Workspace workspace)
    {
        var language = asked?.Split('-', '_')[0].ToLowerInvariant();
        return language is "fr" or "en" ? language : workspace.Locale;
    }
}
