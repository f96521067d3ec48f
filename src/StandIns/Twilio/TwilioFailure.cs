using System.Text.Json.Serialization;

namespace Gateway.StandIns.Twilio;

/// <summary>Why Twilio does not do as it was asked (twilio.com/docs/api/errors).</summary>
public sealed record TwilioFailure(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("status")] int Status = 400)
{
    public static TwilioFailure NotFound { get; } = new(20404, "The requested resource was not found", 404);

    [JsonPropertyName("more_info")]
    public string MoreInfo => FormattableString.Invariant($"https://www.twilio.com/docs/errors/{Code}");
}
