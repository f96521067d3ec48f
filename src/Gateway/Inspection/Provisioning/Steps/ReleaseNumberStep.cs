using Gateway.Channels.Twilio;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>Gives the number back, where that was asked for and it was bought here; others get it then.</summary>
internal sealed class ReleaseNumberStep(TwilioNumbers twilio) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "release-number";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => run.Request.Release && run.Provision.TwilioNumber is not null;

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        Task.FromResult(run.Provision.NumberBought
            ? $"would give {run.Provision.TwilioNumber} back; it cannot be had again for certain"
            : $"would forget {run.Provision.TwilioNumber}, which was in the account before and stays there");

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var provision = run.Provision;
        var number = provision.TwilioNumber;
        var isGiven = provision.NumberBought
            && await twilio.ReleaseAsync(run.Account, provision.TwilioNumberSid!, cancellationToken);
        var words = isGiven ? $"gave {number} back"
            : provision.NumberBought ? $"the account had {number} no more"
            : $"forgot {number}, which was in the account before and stays there";
        (provision.TwilioNumber, provision.TwilioNumberSid, provision.NumberBought) = (null, null, false);
        (provision.MonthlyPrice, provision.PriceCurrency) = (null, null);
        return words;
    }
}
