using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Twilio;

/// <summary>
/// A telephone number of the account, and where its messages are sent to: as Twilio's answers have it, empty for what
/// is not set.
/// </summary>
public sealed record KeptNumber
{
    /// <summary>PN and 32 hexadecimal digits.</summary>
    [JsonPropertyName("sid")]
    public required string Sid { get; init; }

    [JsonPropertyName("account_sid")]
    public required string AccountSid { get; init; }

    /// <summary>E.164.</summary>
    [JsonPropertyName("phone_number")]
    public required string Number { get; init; }

    [JsonPropertyName("friendly_name")]
    public string FriendlyName { get => field ?? Number; init; }

    [JsonPropertyName("sms_url")]
    public string SmsUrl { get; init; } = "";

    [JsonPropertyName("sms_method")]
    public string SmsMethod { get; init; } = "POST";

    [JsonPropertyName("sms_fallback_url")]
    public string SmsFallbackUrl { get; init; } = "";

    [JsonPropertyName("sms_fallback_method")]
    public string SmsFallbackMethod { get; init; } = "POST";

    [JsonPropertyName("status_callback")]
    public string StatusCallback { get; init; } = "";

    [JsonPropertyName("status_callback_method")]
    public string StatusCallbackMethod { get; init; } = "POST";

    [JsonPropertyName("voice_url")]
    public string VoiceUrl { get; init; } = "";

    [JsonPropertyName("voice_method")]
    public string VoiceMethod { get; init; } = "POST";

    [JsonPropertyName("voice_fallback_url")]
    public string VoiceFallbackUrl { get; init; } = "";

    [JsonPropertyName("voice_fallback_method")]
    public string VoiceFallbackMethod { get; init; } = "POST";

    /// <summary>The same as a form sets it; what the form does not name stays.</summary>
    public KeptNumber With(IFormCollection form) => this with
    {
        FriendlyName = Given(form, "FriendlyName") ?? FriendlyName,
        SmsUrl = Given(form, "SmsUrl") ?? SmsUrl,
        SmsMethod = Given(form, "SmsMethod") ?? SmsMethod,
        SmsFallbackUrl = Given(form, "SmsFallbackUrl") ?? SmsFallbackUrl,
        StatusCallback = Given(form, "StatusCallback") ?? StatusCallback,
        StatusCallbackMethod = Given(form, "StatusCallbackMethod") ?? StatusCallbackMethod,
        VoiceUrl = Given(form, "VoiceUrl") ?? VoiceUrl,
        VoiceMethod = Given(form, "VoiceMethod") ?? VoiceMethod,
        VoiceFallbackUrl = Given(form, "VoiceFallbackUrl") ?? VoiceFallbackUrl,
        VoiceFallbackMethod = Given(form, "VoiceFallbackMethod") ?? VoiceFallbackMethod,
    };

    private static string? Given(IFormCollection form, string name) =>
        form.TryGetValue(name, out var value) ? value.ToString() : null;
}
