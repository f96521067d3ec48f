namespace Gateway.Brain.Webhooks;

/// <summary>Which of a workspace's own systems are to be told of something, by the names they have among us.</summary>
public interface IDeliveryTargets
{
    /// <summary>Whether nobody is ever told anything, as it stands now.</summary>
    bool IsEmpty { get; }

    /// <summary>The targets that want to be told; none is named twice.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="type">One of <see cref="WebhookEvents"/>.</param>
    IEnumerable<string> Of(string workspace, string type);
}
