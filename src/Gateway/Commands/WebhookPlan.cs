using Gateway.Channels.Twilio;

namespace Gateway.Commands;

/// <summary>What would have to change at a number so that its messages or its calls reach the gateway.</summary>
/// <param name="Wanted">What to set; what is null stays.</param>
/// <param name="Lines">Each setting in words, before and after.</param>
internal sealed record WebhookPlan(TwilioWebhooks Wanted, IReadOnlyList<string> Lines)
{
    /// <summary>Whether anything differs.</summary>
    public bool IsNeeded => Wanted != new TwilioWebhooks(null, null, null, null);

    /// <summary>Compares what is with what should be of a number that is written to.</summary>
    public static WebhookPlan For(TwilioWebhooks now, Uri publicUrl)
    {
        var url = Compare("SmsUrl", now.SmsUrl, TwilioAddresses.Messages(publicUrl));
        var method = Compare("SmsMethod", now.SmsMethod, "POST");
        return new WebhookPlan(
            new TwilioWebhooks(url.Wanted, method.Wanted, null, null), [.. url.Lines, .. method.Lines]);
    }

    /// <summary>Compares what is with what should be of a number that is called.</summary>
    /// <param name="now">As it is set up.</param>
    /// <param name="publicUrl">Where we are reached.</param>
    /// <param name="fallback">Where else Twilio turns to; null: to us.</param>
    public static WebhookPlan ForCalls(TwilioWebhooks now, Uri publicUrl, Uri? fallback)
    {
        var url = Compare("VoiceUrl", now.VoiceUrl, TwilioAddresses.Calls(publicUrl));
        var method = Compare("VoiceMethod", now.VoiceMethod, "POST");
        var net = Compare(
            "VoiceFallbackUrl", now.VoiceFallbackUrl,
            fallback?.OriginalString ?? TwilioAddresses.CallFallback(publicUrl));
        var status = Compare("StatusCallback", now.StatusCallback, TwilioAddresses.CallStatus(publicUrl));
        return new WebhookPlan(
            new TwilioWebhooks(null, null, null, status.Wanted)
            {
                VoiceUrl = url.Wanted,
                VoiceMethod = method.Wanted,
                VoiceFallbackUrl = net.Wanted,
            },
            [.. url.Lines, .. method.Lines, .. net.Lines, .. status.Lines]);
    }

    private static (string? Wanted, string[] Lines) Compare(string name, string? now, string wanted) =>
        now == wanted
            ? (null, [$"{name,-16} {wanted}"])
            : (wanted, [$"{name,-16} {(string.IsNullOrEmpty(now) ? "(empty)" : now)}", $"{"",-16} -> {wanted}"]);
}
