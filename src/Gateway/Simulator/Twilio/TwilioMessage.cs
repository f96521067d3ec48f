using System.Globalization;
using System.Text.Json.Serialization;

namespace Gateway.Simulator.Twilio;

/// <summary>A message as Twilio's API shows it.</summary>
internal sealed record TwilioMessage
{
    [JsonPropertyName("sid")]
    public required string Sid { get; init; }

    [JsonPropertyName("account_sid")]
    public required string AccountSid { get; init; }

    [JsonPropertyName("messaging_service_sid")]
    public string? MessagingServiceSid { get; init; }

    [JsonPropertyName("from")]
    public required string From { get; init; }

    [JsonPropertyName("to")]
    public required string To { get; init; }

    [JsonPropertyName("body")]
    public string Body { get; init; } = "";

    /// <summary><c>inbound</c> or <c>outbound-api</c>.</summary>
    [JsonPropertyName("direction")]
    public required string Direction { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("num_segments")]
    public string NumSegments { get; init; } = "1";

    [JsonPropertyName("num_media")]
    public string NumMedia { get; init; } = "0";

    /// <summary>The picture's id in <see cref="SimulatedFiles"/>, or null.</summary>
    [JsonIgnore]
    public string? PictureId { get; init; }

    [JsonPropertyName("error_code")]
    public int? ErrorCode { get; init; }

    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    [JsonPropertyName("price")]
    public string? Price { get; init; }

    [JsonPropertyName("price_unit")]
    public string PriceUnit { get; init; } = "EUR";

    [JsonPropertyName("api_version")]
    public string ApiVersion { get; init; } = "2010-04-01";

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    [JsonPropertyName("date_created")]
    public string DateCreated => Date(At);

    [JsonPropertyName("date_sent")]
    public string DateSent => Date(At);

    [JsonPropertyName("date_updated")]
    public string DateUpdated => Date(At);

    [JsonPropertyName("uri")]
    public string Uri => $"/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json";

    [JsonPropertyName("subresource_uris")]
    public IReadOnlyDictionary<string, string> Subresources =>
        new Dictionary<string, string> { ["media"] = $"/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}/Media.json" };

    private static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
}

/// <summary>Why Twilio does not do as it was asked.</summary>
internal sealed record TwilioFailure(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("status")] int Status)
{
    [JsonPropertyName("more_info")]
    public string MoreInfo => FormattableString.Invariant($"https://www.twilio.com/docs/errors/{Code}");
}
