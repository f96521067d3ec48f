using System.Text.Json.Serialization;

namespace Gateway.Channels.Speech.ElevenLabs;

/// <summary>A line of <c>/stream/with-timestamps</c>.</summary>
internal sealed record SpokenPiece
{
    [JsonPropertyName("audio_base64")]
    public string? Sound { get; init; }

    [JsonPropertyName("alignment")]
    public SpokenTimes? Times { get; init; }
}

/// <summary>When each character of a piece is said.</summary>
internal sealed record SpokenTimes
{
    [JsonPropertyName("characters")]
    public IReadOnlyList<string> Characters { get; init; } = [];

    [JsonPropertyName("character_start_times_seconds")]
    public IReadOnlyList<double> Starts { get; init; } = [];

    [JsonPropertyName("character_end_times_seconds")]
    public IReadOnlyList<double> Ends { get; init; } = [];
}
