using Gateway.Channels.Twilio;

namespace Gateway.Commands;

/// <summary>What would have to change at a number so that its messages reach the gateway.</summary>
/// <param name="Wanted">What to set; what is null stays.</param>
/// <param name="Lines">Each setting in words, before and after.</param>
internal sealed record WebhookPlan(TwilioWebhooks Wanted, IReadOnlyList<string> Lines)
{
    /// <summary>Whether anything differs.</summary>
    public bool IsNeeded => Wanted != new TwilioWebhooks(null, null, null, null);

    /// <summary>Compares what is with what should be.</summary>
    public static WebhookPlan For(TwilioWebhooks now, Uri publicUrl)
    {
        var url = Compare("SmsUrl", now.SmsUrl, TwilioAddresses.Messages(publicUrl));
        var method = Compare("SmsMethod", now.SmsMethod, "POST");
        return new WebhookPlan(
            new TwilioWebhooks(url.Wanted, method.Wanted, null, null), [.. url.Lines, .. method.Lines]);
    }

    private static (string? Wanted, string[] Lines) Compare(string name, string? now, string wanted) =>
        now == wanted
            ? (null, [$"{name,-10} {wanted}"])
            : (wanted, [$"{name,-10} {(string.IsNullOrEmpty(now) ? "(empty)" : now)}", $"{"",-10} -> {wanted}"]);
}
