namespace Gateway.Sessions.Workspaces;

/// <summary>
/// What a workspace's file says of a channel besides what all channels have. Each channel derives its own, in its
/// folder.
/// </summary>
public abstract record ChannelSettings
{
    /// <summary>
    /// What the business is found by on a channel whose conversations have no line; null where the line does it.
    /// </summary>
    public virtual string? Name => null;
}
