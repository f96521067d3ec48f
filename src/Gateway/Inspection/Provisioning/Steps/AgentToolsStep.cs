using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Inspection.Provisioning.Agents;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// The secret that the agent's tools show, and the tools. The secret is written down before it is sent, so that one
/// that arrived without our hearing of it is found by its name and is the same.
/// </summary>
internal sealed class AgentToolsStep(ElevenLabsClient client, CentreAccounts seals) : IProvisioningStep
{
    private const string Secrets = "/v1/convai/secrets";
    private const string Tools = "/v1/convai/tools";
    private const int SecretBytes = 32;

    /// <inheritdoc/>
    public string Name => "agent-tools";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => run.Voice.IsAgent;

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) => Task.FromResult(
        $"would {(run.Provision.ToolIds().Count == 0 ? "create" : "update")} the tools {string.Join(", ", AgentWriter.Tools)}, each with a secret header");

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        await KeepSecretAsync(run, cancellationToken);
        var kept = run.Provision.ToolIds();
        var listed = await client.ListAsync(Tools, "tools", cancellationToken);
        foreach (var tool in AgentWriter.Tools)
        {
            kept[tool] = await BringAsync(run, tool, listed, cancellationToken);
            run.Provision.SetToolIds(kept);
            await run.SaveAsync(cancellationToken);
        }

        return $"the tools {string.Join(", ", AgentWriter.Tools.Select(tool => $"{tool} ({kept[tool]})"))}";
    }

    private async Task KeepSecretAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var provision = run.Provision;
        if (provision.ToolSecretSealed is null || seals.Open(provision.ToolSecretSealed) is null)
        {
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
            (provision.ToolSecretSealed, provision.ElevenlabsSecretId) = (seals.Seal(secret), null);
            await run.SaveAsync(cancellationToken);
        }

        if (provision.ElevenlabsSecretId is not null)
            return;
        // A name for each secret: one of a secret that is lost must not be taken for this one.
        var value = seals.Open(provision.ToolSecretSealed!)!;
        var digest = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(value)));
        var name = $"{run.Mark}-{digest[..12]}";
        provision.ElevenlabsSecretId = (await client.ListAsync(Secrets, "secrets", cancellationToken))
            .Where(one => ElevenLabsClient.Text(one, "name") == name)
            .Select(one => ElevenLabsClient.Text(one, "secret_id")).FirstOrDefault(id => id is not null)
            ?? ElevenLabsClient.Required(
                await client.AskAsync(
                    HttpMethod.Post, Secrets, new JsonObject { ["type"] = "new", ["name"] = name, ["value"] = value },
                    cancellationToken), "secret_id");
        await run.SaveAsync(cancellationToken);
    }

    private async Task<string> BringAsync(
        ProvisioningRun run, string tool, IReadOnlyList<JsonObject> listed, CancellationToken cancellationToken)
    {
        var url = AgentWriter.AddressOf(run, tool);
        var wanted = AgentWriter.Tool(run, tool);
        var kept = run.Provision.ToolIds().GetValueOrDefault(tool);
        var found = listed.FirstOrDefault(one => ElevenLabsClient.Text(one, "id") == kept && kept is not null)
            ?? listed.FirstOrDefault(one => ElevenLabsClient.Text(one["tool_config"]?["api_schema"], "url") == url
                && ElevenLabsClient.Text(one["tool_config"], "name") == tool);
        if (ElevenLabsClient.Text(found, "id") is not { } id)
            return ElevenLabsClient.Required(
                await client.AskAsync(HttpMethod.Post, Tools, wanted, cancellationToken), "id");
        await client.AskAsync(HttpMethod.Patch, $"{Tools}/{id}", wanted, cancellationToken);
        return id;
    }
}
