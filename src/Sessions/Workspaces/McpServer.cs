namespace Gateway.Sessions.Workspaces;

/// <summary>A server of the Model Context Protocol whose tools join those of a business's agents.</summary>
public sealed record McpServer
{
    /// <summary>The most seconds that a call may take.</summary>
    public const int MostSeconds = 20;

    /// <summary>
    /// What its tools' names begin with: up to 20 lower-case letters and digits, the first a letter. Unique in the
    /// workspace.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Its address, by https; by http only on this machine, where the configuration allows that.</summary>
    public required Uri Url { get; init; }

    /// <summary>What is sent along with each request, secrets resolved; mostly who we are.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of the agents that its tools join; empty: all that speak.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>What holds for single tools, by the names the server gives them; for all others:
    /// <see cref="McpPolicy.Confirm"/>.</summary>
    public IReadOnlyDictionary<string, McpPolicy> Tools { get; init; } = new Dictionary<string, McpPolicy>();

    /// <summary>After how many seconds a call is given up, 1 to 20.</summary>
    public int TimeoutSeconds { get; init; } = 10;
}
