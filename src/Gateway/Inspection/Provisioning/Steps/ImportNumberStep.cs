using System.Text.Json.Nodes;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// Gives the number to ElevenLabs and ties it to the agent. They are told the token of the account that the number is
/// in and set the number's voice address themselves: an account of the centre's own keeps the others apart.
/// </summary>
internal sealed class ImportNumberStep(ElevenLabsClient client) : IProvisioningStep
{
    private const string Numbers = "/v1/convai/phone-numbers";

    /// <inheritdoc/>
    public string Name => "import-number";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => run.Voice.IsAgent;

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        Task.FromResult(run.Provision.ElevenlabsNumberId is null
            ? $"would import {run.Provision.TwilioNumber ?? run.Provision.ChosenNumber ?? "the number"} at ElevenLabs"
            : "would tie the number to the agent");

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var provision = run.Provision;
        var there = (await client.ListAsync(Numbers, "phone_numbers", cancellationToken))
            .FirstOrDefault(one => ElevenLabsClient.Text(one, "phone_number") == provision.TwilioNumber);
        var id = ElevenLabsClient.Text(there, "phone_number_id") ?? ElevenLabsClient.Required(
            await client.AskAsync(HttpMethod.Post, Numbers, ImportOf(run), cancellationToken), "phone_number_id");
        if (provision.ElevenlabsNumberId != id)
        {
            provision.ElevenlabsNumberId = id;
            await run.SaveAsync(cancellationToken);
        }

        await client.AskAsync(
            HttpMethod.Patch, $"{Numbers}/{id}", new JsonObject { ["agent_id"] = provision.ElevenlabsAgentId },
            cancellationToken);
        return $"{provision.TwilioNumber} ({id}) leads to the agent";
    }

    private static JsonObject ImportOf(ProvisioningRun run) => new()
    {
        ["provider"] = "twilio",
        ["phone_number"] = run.Provision.TwilioNumber,
        ["label"] = run.NameThere,
        ["sid"] = run.Account.AccountSid,
        ["token"] = run.Account.AuthToken,
    };
}
