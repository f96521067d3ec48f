using Gateway.Channels.Twilio;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// Tells Twilio where to turn to with the number's messages and calls. The calls of a number that ElevenLabs answers
/// are theirs, and left as they set them.
/// </summary>
internal sealed class SetWebhooksStep(TwilioNumbers twilio) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "set-webhooks";

    /// <inheritdoc/>
    public async Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        if (run.Provision is not { TwilioNumber: not null })
            return $"would set {string.Join(", ", Wanted(run).Select(one => one.Key))}";
        var missing = Missing(run, await ReadAsync(run, cancellationToken));
        return missing.Count == 0
            ? "nothing to change"
            : $"would set {string.Join(", ", missing.Select(one => one.Key))}";
    }

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var missing = Missing(run, await ReadAsync(run, cancellationToken));
        if (missing.Count == 0)
            return "nothing to change";
        await twilio.SetAsync(run.Account, run.Provision.TwilioNumberSid!, missing, cancellationToken);
        return $"set {string.Join(", ", missing.Select(one => one.Key))}";
    }

    private async Task<TwilioOwnNumber> ReadAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        (await twilio.FindAsync(run.Account, name: null, run.Provision.TwilioNumber, cancellationToken))
            .FirstOrDefault(one => one.Sid == run.Provision.TwilioNumberSid)
        ?? throw new ProvisioningFault(
            "number-gone", $"The account {run.Account.AccountSid} has {run.Provision.TwilioNumber} no more.");

    private static List<KeyValuePair<string, string>> Missing(ProvisioningRun run, TwilioOwnNumber now) =>
        [.. Wanted(run).Where(one => one.Value != Now(now, one.Key))];

    private static List<KeyValuePair<string, string>> Wanted(ProvisioningRun run)
    {
        var url = run.RequiredPublicUrl;
        List<KeyValuePair<string, string>> wanted =
            [new("SmsUrl", TwilioAddresses.Messages(url)), new("SmsMethod", "POST")];
        if (!run.Voice.IsAgent)
        {
            wanted.Add(new("VoiceUrl", TwilioAddresses.Calls(url)));
            wanted.Add(new("VoiceMethod", "POST"));
            wanted.Add(new("VoiceFallbackUrl", TwilioAddresses.CallFallback(url)));
            wanted.Add(new("StatusCallback", TwilioAddresses.CallStatus(url)));
        }

        return wanted;
    }

    private static string? Now(TwilioOwnNumber number, string name) => name switch
    {
        "SmsUrl" => number.SmsUrl,
        "SmsMethod" => number.SmsMethod,
        "VoiceUrl" => number.VoiceUrl,
        "VoiceMethod" => number.VoiceMethod,
        "VoiceFallbackUrl" => number.VoiceFallbackUrl,
        _ => number.StatusCallback,
    };
}
