using Gateway.Channels.Twilio;

namespace Gateway.Commands;

/// <summary>What would have to change at a number so that its messages reach the gateway.</summary>
/// <param name="Wanted">What to set; what is null stays.</param>
/// <param name="Lines">Each setting in words, before and after.</param>
internal sealed record WebhookPlan(TwilioWebhooks Wanted, IReadOnlyList<string> Lines)
{
    /// <summary>
    /// Twilio's overrides: connect within two seconds, read within four, three retries, also when we answer that we are
    /// overloaded. They are not signed.
    /// </summary>
    private const string Overrides = "#ct=2000&rt=4000&rc=3&rp=ct,rt,5xx";

    /// <summary>Whether anything differs.</summary>
    public bool IsNeeded => Wanted != new TwilioWebhooks(null, null, null, null);

    /// <summary>Where Twilio turns to with each message.</summary>
    public static string MessagesUrl(Uri publicUrl) =>
        $"{publicUrl.OriginalString.TrimEnd('/')}/webhooks/twilio/messages{Overrides}";

    /// <summary>Compares what is with what should be.</summary>
    public static WebhookPlan For(TwilioWebhooks now, Uri publicUrl)
    {
        var url = Compare("SmsUrl", now.SmsUrl, MessagesUrl(publicUrl));
        var method = Compare("SmsMethod", now.SmsMethod, "POST");
        return new WebhookPlan(
            new TwilioWebhooks(url.Wanted, method.Wanted, null, null), [.. url.Lines, .. method.Lines]);
    }

    private static (string? Wanted, string[] Lines) Compare(string name, string? now, string wanted) =>
        now == wanted
            ? (null, [$"{name,-10} {wanted}"])
            : (wanted, [$"{name,-10} {(string.IsNullOrEmpty(now) ? "(empty)" : now)}", $"{"",-10} -> {wanted}"]);
}
