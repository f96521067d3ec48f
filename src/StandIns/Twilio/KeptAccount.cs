using System.Text.Json.Serialization;

namespace Gateway.StandIns.Twilio;

/// <summary>An account below the main one, as Twilio's answers have it.</summary>
public sealed record KeptAccount
{
    /// <summary>AC and 32 hexadecimal digits.</summary>
    [JsonPropertyName("sid")]
    public required string Sid { get; init; }

    [JsonPropertyName("auth_token")]
    public required string AuthToken { get; init; }

    [JsonPropertyName("owner_account_sid")]
    public required string Owner { get; init; }

    [JsonPropertyName("friendly_name")]
    public required string FriendlyName { get; init; }

    [JsonPropertyName("status")]
    public string Status { get; init; } = "active";

    [JsonPropertyName("type")]
    public string Type { get; init; } = "Full";
}
