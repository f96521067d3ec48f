using Gateway.Brain.Webhooks;
using Gateway.Sessions.Workspaces;

namespace Gateway.Webhooks;

/// <summary>
/// Whom the configuration and the workspaces name: <c>webhook</c>, <c>webhook:{id}</c> for each subscription of the
/// workspace, and <c>hubspot</c>.
/// </summary>
internal sealed class DeliveryTargets(WebhookTargets configured, IWorkspaces workspaces) : IDeliveryTargets
{
    /// <summary>What a workspace's customer relations system is called, where it is HubSpot.</summary>
    public const string HubSpot = CrmSettings.HubSpot;

    private const string Subscribed = $"{WebhookTargets.Name}:";

    /// <inheritdoc/>
    public bool IsEmpty => configured.IsEmpty
        && workspaces.All.All(workspace => workspace is { Webhooks.Count: 0, Crm: null });

    /// <summary>What a subscription is called.</summary>
    public static string NameOf(WebhookSubscription subscription) => Subscribed + subscription.Id;

    /// <summary>Whether it is one that signed messages go to.</summary>
    public static bool IsWebhook(string target) =>
        target == WebhookTargets.Name || target.StartsWith(Subscribed, StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<string> Of(string workspace, string type)
    {
        foreach (var target in configured.Of(workspace, type))
            yield return target;
        if (!workspaces.TryGet(workspace, out var served))
            yield break;
        foreach (var subscription in served.Webhooks.Where(one => one.Wants(type)))
            yield return NameOf(subscription);
        if (served.Crm is not null)
            yield return HubSpot;
    }

    /// <summary>Where signed messages of that name go; null where nothing bears it any more.</summary>
    public WebhookTarget? Find(string workspace, string target)
    {
        if (target == WebhookTargets.Name)
            return configured[workspace];
        return workspaces.TryGet(workspace, out var served)
            && served.Webhooks.FirstOrDefault(one => NameOf(one) == target) is { } subscription
                ? new WebhookTarget(subscription.Url, subscription.Secret.ToArray())
                : null;
    }
}
