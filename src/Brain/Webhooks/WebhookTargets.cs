namespace Gateway.Brain.Webhooks;

/// <summary>The targets there are, by the ids of their workspaces.</summary>
public sealed class WebhookTargets(IReadOnlyDictionary<string, WebhookTarget> targets)
{
    /// <summary>Nobody is told anything.</summary>
    public static WebhookTargets None { get; } = new(new Dictionary<string, WebhookTarget>());

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => targets.Count == 0;

    /// <summary>The target of a workspace, or null.</summary>
    public WebhookTarget? this[string workspace] => targets.GetValueOrDefault(workspace);
}
