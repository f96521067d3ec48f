namespace Gateway.Brain.Webhooks;

/// <summary>The targets that the configuration names, by the ids of their workspaces.</summary>
public sealed class WebhookTargets(IReadOnlyDictionary<string, WebhookTarget> targets) : IDeliveryTargets
{
    /// <summary>What such a target is called among those of its workspace.</summary>
    public const string Name = "webhook";

    /// <summary>Nobody is told anything.</summary>
    public static WebhookTargets None { get; } = new(new Dictionary<string, WebhookTarget>());

    /// <inheritdoc/>
    public bool IsEmpty => targets.Count == 0;

    /// <summary>The target of a workspace, or null.</summary>
    public WebhookTarget? this[string workspace] => targets.GetValueOrDefault(workspace);

    /// <inheritdoc/>
    public IEnumerable<string> Of(string workspace, string type) => targets.ContainsKey(workspace) ? [Name] : [];
}
