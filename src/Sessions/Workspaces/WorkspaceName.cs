using System.Text.RegularExpressions;

namespace Gateway.Sessions.Workspaces;

/// <summary>What the names look like that people choose in a workspace file: its id, a site key, an account.</summary>
public static partial class WorkspaceName
{
    /// <summary>
    /// Up to 63 lower-case letters, digits and inner hyphens: fit for a file name, a URL and a Redis key.
    /// </summary>
    public static bool Is(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
