using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>Takes the number out of the workspace: from then on nothing that comes to it is answered.</summary>
internal sealed class UnlinkChannelsStep(ChannelLinks links) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "unlink-channels";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => run.Provision.TwilioNumber is not null;

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        Task.FromResult($"would take {run.Provision.TwilioNumber} out of the workspace's channels");

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        await links.UnlinkAsync(run, cancellationToken);
        return $"{run.Provision.TwilioNumber} is the centre's no more for messages and calls";
    }
}
