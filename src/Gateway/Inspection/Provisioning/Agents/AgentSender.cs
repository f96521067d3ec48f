using System.Text.Json.Nodes;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Agents;

/// <summary>Brings a centre's agent to ElevenLabs, so that it is there once however often it is brought.</summary>
internal sealed class AgentSender(ElevenLabsClient client, ElevenLabsOptions options, AgentWriter writer)
{
    private const string Agents = "/v1/convai/agents";

    /// <summary>The agent as it is to be.</summary>
    public async Task<JsonObject> WantedAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        writer.Agent(run, await WebhookAsync(run, cancellationToken));

    /// <summary>The agent as it is there; null when it is not.</summary>
    public async Task<JsonObject?> ThereAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        try
        {
            return run.Provision.ElevenlabsAgentId is { } id
                ? await client.AskAsync(HttpMethod.Get, $"{Agents}/{id}", body: null, cancellationToken) as JsonObject
                : null;
        }
        catch (ElevenLabsFault fault) when (fault.IsMissing)
        {
            return null;
        }
    }

    /// <summary>Creates it, or makes it what it is to be.</summary>
    /// <returns>What was done, in words.</returns>
    public async Task<string> BringAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var (provision, wanted) = (run.Provision, await WantedAsync(run, cancellationToken));
        if (provision.ElevenlabsAgentId is not null && await ThereAsync(run, cancellationToken) is null)
            provision.ElevenlabsAgentId = null;
        var isKnown = provision.ElevenlabsAgentId is not null;
        // One that was made by a run that never heard so bears our mark.
        provision.ElevenlabsAgentId ??= (await client.ListAsync(Agents, "agents", cancellationToken))
            .Where(one => ElevenLabsClient.Text(one, "name") == run.NameThere)
            .Select(one => ElevenLabsClient.Text(one, "agent_id")).FirstOrDefault(id => id is not null);
        string words;
        if (provision.ElevenlabsAgentId is { } id)
        {
            await client.AskAsync(HttpMethod.Patch, $"{Agents}/{id}", wanted, cancellationToken);
            words = isKnown ? $"updated the agent {id}" : $"found the agent {id}, made before, and updated it";
        }
        else
        {
            var made = await client.AskAsync(HttpMethod.Post, $"{Agents}/create", wanted, cancellationToken);
            provision.ElevenlabsAgentId = ElevenLabsClient.Required(made, "agent_id");
            words = $"created the agent {provision.ElevenlabsAgentId}";
        }

        provision.AgentDigest = AgentWriter.DigestOf(wanted);
        await run.SaveAsync(cancellationToken);
        return words;
    }

    private async Task<string?> WebhookAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        if (options.WebhookId is not null)
            return options.WebhookId;
        var url = $"{run.RequiredPublicUrl.OriginalString.TrimEnd('/')}/webhooks/elevenlabs/post-call";
        var hooks = await client.ListAsync("/v1/workspace/webhooks", "webhooks", cancellationToken);
        return hooks.Where(one => ElevenLabsClient.Text(one, "webhook_url") == url)
            .Select(one => ElevenLabsClient.Text(one, "webhook_id")).FirstOrDefault(id => id is not null);
    }
}
