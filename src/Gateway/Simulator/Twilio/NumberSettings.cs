using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Gateway.Simulator.Twilio;

/// <summary>A number of the account, and where its messages are sent to.</summary>
internal sealed record NumberSettings
{
    [JsonPropertyName("sid")]
    public required string Sid { get; init; }

    [JsonPropertyName("account_sid")]
    public required string AccountSid { get; init; }

    [JsonPropertyName("phone_number")]
    public required string PhoneNumber { get; init; }

    [JsonPropertyName("friendly_name")]
    public string FriendlyName => PhoneNumber;

    [JsonPropertyName("sms_url")]
    public string SmsUrl { get; init; } = "https://demo.twilio.com/welcome/sms/reply/";

    [JsonPropertyName("sms_method")]
    public string SmsMethod { get; init; } = "POST";

    [JsonPropertyName("sms_fallback_url")]
    public string SmsFallbackUrl { get; init; } = "";

    [JsonPropertyName("status_callback")]
    public string StatusCallback { get; init; } = "";

    [JsonPropertyName("status_callback_method")]
    public string StatusCallbackMethod { get; init; } = "POST";

    /// <summary>A number as Twilio sells it.</summary>
    public static NumberSettings New(string accountSid, string number) => new()
    {
        Sid = "PN" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(number)).AsSpan(0, 16)),
        AccountSid = accountSid,
        PhoneNumber = number,
    };
}
