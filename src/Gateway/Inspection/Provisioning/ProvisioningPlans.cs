using Gateway.Inspection.Provisioning.Runs;
using Gateway.Inspection.Provisioning.Steps;

namespace Gateway.Inspection.Provisioning;

/// <summary>Which steps there are, in which order.</summary>
internal sealed class ProvisioningPlans(
    AccountStep account, FindNumberStep find, BuyNumberStep buy, SetWebhooksStep set, LinkChannelsStep link,
    AgentToolsStep tools, AgentStep agent, ImportNumberStep import, RemoveAgentStep remove,
    UnlinkChannelsStep unlink, ClearWebhooksStep clear, ReleaseNumberStep release)
{
    private readonly IProvisioningStep[] _activation =
        [account, find, buy, set, tools, agent, import, link, MarkStep.Active];

    private readonly IProvisioningStep[] _deactivation =
        [account, unlink, clear, remove, release, MarkStep.Inactive];

    private readonly IProvisioningStep[] _update = [agent];

    /// <summary>The steps of a plan.</summary>
    public IReadOnlyList<IProvisioningStep> Of(ProvisioningVerb verb) => verb switch
    {
        ProvisioningVerb.Activate => _activation,
        ProvisioningVerb.Deactivate => _deactivation,
        _ => _update,
    };
}
