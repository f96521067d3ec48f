namespace Gateway.Brain.Mcp;

/// <summary>How servers of the Model Context Protocol are reached: the section <c>Mcp</c>.</summary>
internal sealed class McpOptions
{
    /// <summary>
    /// Whether a server on this machine may be reached, by http as well. For tests and development; default: no.
    /// </summary>
    public bool AllowLoopback { get; set; }
}
