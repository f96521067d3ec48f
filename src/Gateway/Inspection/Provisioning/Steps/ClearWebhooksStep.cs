using Gateway.Channels.Twilio;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>Tells Twilio to turn to us no more; what people have set to other addresses stays.</summary>
internal sealed class ClearWebhooksStep(TwilioNumbers twilio) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "clear-webhooks";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => run.Provision.TwilioNumber is not null;

    /// <inheritdoc/>
    public async Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        await OursAsync(run, cancellationToken) is { Count: > 0 } ours
            ? $"would take away {string.Join(", ", ours)}"
            : "nothing to change";

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var ours = await OursAsync(run, cancellationToken);
        if (ours.Count == 0)
            return "nothing to change";
        await twilio.SetAsync(
            run.Account, run.Provision.TwilioNumberSid!,
            ours.Select(name => KeyValuePair.Create(name, "")), cancellationToken);
        return $"took away {string.Join(", ", ours)}";
    }

    private async Task<List<string>> OursAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var there = await twilio.FindAsync(run.Account, name: null, run.Provision.TwilioNumber, cancellationToken);
        var number = there.Count > 0 ? there[0] : null;
        var beginning = run.RequiredPublicUrl.OriginalString.TrimEnd('/') + "/webhooks/twilio/";
        return
        [
            .. new[]
            {
                ("SmsUrl", number?.SmsUrl), ("VoiceUrl", number?.VoiceUrl),
                ("VoiceFallbackUrl", number?.VoiceFallbackUrl), ("StatusCallback", number?.StatusCallback),
            }
            .Where(one => one.Item2?.StartsWith(beginning, StringComparison.Ordinal) == true).Select(one => one.Item1),
        ];
    }
}
