using Gateway.Brain.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>Says whether the centre is on the air: the last step of a plan.</summary>
internal sealed class MarkStep(string name, string status) : IProvisioningStep
{
    /// <summary>To the end of an activation.</summary>
    public static MarkStep Active { get; } = new("mark-active", CentreProvision.Active);

    /// <summary>To the end of a deactivation.</summary>
    public static MarkStep Inactive { get; } = new("mark-inactive", CentreProvision.Inactive);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        Task.FromResult($"the centre would be {status}");

    /// <inheritdoc/>
    public Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        run.Provision.Status = status;
        return Task.FromResult($"the centre is {status}");
    }
}
