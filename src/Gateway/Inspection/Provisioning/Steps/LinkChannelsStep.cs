using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// Gives the workspace its channels <c>sms</c> and <c>voice</c> with the number: from then on it is served.
/// </summary>
internal sealed class LinkChannelsStep(ChannelLinks links) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "link-channels";

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        Task.FromResult(IsLinked(run)
            ? "nothing to change"
            : $"would add the channels sms and voice with {run.Provision.TwilioNumber ?? run.Provision.ChosenNumber ?? "the number"} to the workspace");

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        await links.LinkAsync(run, cancellationToken);
        return $"{run.Provision.TwilioNumber} is the centre's for messages and calls";
    }

    private static bool IsLinked(ProvisioningRun run) => run.Provision.TwilioNumber is { } number
        && new[] { ChannelKind.Sms, ChannelKind.Voice }.All(kind =>
            run.Workspace.Channels.Any(channel => channel.Kind == kind && channel.Line == number));
}
