using Gateway.Inspection.Provisioning.Agents;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// Takes away what is the centre's at ElevenLabs: the number's import, the agent, its tools, their secret.
/// </summary>
internal sealed class RemoveAgentStep(ElevenLabsClient client) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "remove-agent";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => Paths(run).Any();

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        Task.FromResult($"would delete {Paths(run).Count()} things at ElevenLabs");

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var paths = Paths(run).ToList();
        // In this order: a number leads to no agent that is gone, an agent to no tool, a tool to no secret.
        foreach (var path in paths)
            await DeleteAsync(path, cancellationToken);
        var provision = run.Provision;
        (provision.ElevenlabsNumberId, provision.ElevenlabsAgentId, provision.ElevenlabsSecretId) = (null, null, null);
        (provision.ToolSecretSealed, provision.AgentDigest) = (null, null);
        provision.SetToolIds([]);
        return $"deleted {paths.Count} things at ElevenLabs";
    }

    private static IEnumerable<string> Paths(ProvisioningRun run)
    {
        var provision = run.Provision;
        if (provision.ElevenlabsNumberId is { } number)
            yield return $"phone-numbers/{number}";
        if (provision.ElevenlabsAgentId is { } agent)
            yield return $"agents/{agent}";
        foreach (var tool in provision.ToolIds().Values)
            yield return $"tools/{tool}";
        if (provision.ElevenlabsSecretId is { } secret)
            yield return $"secrets/{secret}";
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await client.AskAsync(HttpMethod.Delete, $"/v1/convai/{path}", body: null, cancellationToken);
        }
        catch (ElevenLabsFault fault) when (fault.IsMissing)
        {
            // It is gone, which is what was wanted.
        }
    }
}
