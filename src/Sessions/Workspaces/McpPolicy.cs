namespace Gateway.Sessions.Workspaces;

/// <summary>What an agent may do with a tool of somebody else's server.</summary>
public enum McpPolicy
{
    /// <summary>It is called with what was read back, after the contact's own yes to exactly that.</summary>
    Confirm,

    /// <summary>It is called when a model asks for it: the business says that it changes nothing.</summary>
    Read,

    /// <summary>Agents do not know of it.</summary>
    Off,
}
