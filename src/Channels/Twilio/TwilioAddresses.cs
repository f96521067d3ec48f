namespace Gateway.Channels.Twilio;

/// <summary>Where Twilio is told to turn to with what comes to a number.</summary>
public static class TwilioAddresses
{
    /// <summary>
    /// Twilio's overrides: connect within two seconds, read within four, three retries, also when we answer that we are
    /// overloaded. They are not signed.
    /// </summary>
    private const string Overrides = "#ct=2000&rt=4000&rc=3&rp=ct,rt,5xx";

    /// <summary>With each message.</summary>
    /// <param name="publicUrl">Where we are reached.</param>
    public static string Messages(Uri publicUrl) => $"{At(publicUrl)}/webhooks/twilio/messages{Overrides}";

    /// <summary>With each call.</summary>
    /// <param name="publicUrl">Where we are reached.</param>
    public static string Calls(Uri publicUrl) => $"{At(publicUrl)}/webhooks/twilio/voice";

    /// <summary>With what becomes of a call.</summary>
    /// <param name="publicUrl">Where we are reached.</param>
    public static string CallStatus(Uri publicUrl) => $"{At(publicUrl)}/webhooks/twilio/voice/status";

    /// <summary>
    /// With a call whose next step cannot be had elsewhere: an answer that needs nothing but the workspace's file.
    /// </summary>
    /// <param name="publicUrl">Where we are reached.</param>
    public static string CallFallback(Uri publicUrl) => $"{At(publicUrl)}/webhooks/twilio/voice/fallback";

    private static string At(Uri publicUrl) => publicUrl.OriginalString.TrimEnd('/');
}
