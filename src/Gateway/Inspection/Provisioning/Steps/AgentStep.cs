using Gateway.Inspection.Provisioning.Agents;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>The agent at ElevenLabs that answers the centre's calls.</summary>
internal sealed class AgentStep(AgentSender sender) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "agent";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => run.Voice.IsAgent;

    /// <inheritdoc/>
    public async Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        // Whatever it needs and lacks is said now.
        await sender.WantedAsync(run, cancellationToken);
        return run.Provision.ElevenlabsAgentId is { } id
            ? $"would update the agent {id}"
            : $"would create an agent named {run.NameThere}";
    }

    /// <inheritdoc/>
    public Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        sender.BringAsync(run, cancellationToken);
}
