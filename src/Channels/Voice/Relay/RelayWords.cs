using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Channels.Voice.Relay;

/// <summary>What we tell a relay, as it is written.</summary>
internal static class RelayWords
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Some words to be spoken.</summary>
    /// <param name="token">The words; empty only to end what is being said.</param>
    /// <param name="isLast">Whether nothing more of it comes.</param>
    /// <param name="language">As Twilio names it, such as <c>fr-FR</c>; null for the one that was set.</param>
    /// <param name="mayBeInterrupted">Whether the caller may break in.</param>
    public static byte[] Text(string token, bool isLast, string? language, bool mayBeInterrupted = true) =>
        Write(new Spoken("text", token, isLast, language, mayBeInterrupted ? null : false));

    /// <summary>From now on another language is heard and spoken.</summary>
    public static byte[] Switch(string language) => Write(new Switched("language", language, language));

    /// <summary>It is over.</summary>
    /// <param name="reason">Why, handed to what answers next.</param>
    public static byte[] End(string reason) => Write(new Ended(
        "end", JsonSerializer.Serialize(new Dictionary<string, string> { ["reason"] = reason })));

    private static byte[] Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, Options);

    private sealed record Spoken(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("token")] string Token,
        [property: JsonPropertyName("last")] bool Last,
        [property: JsonPropertyName("lang")] string? Language,
        [property: JsonPropertyName("interruptible")] bool? Interruptible);

    private sealed record Switched(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("ttsLanguage")] string Speaks,
        [property: JsonPropertyName("transcriptionLanguage")] string Hears);

    private sealed record Ended(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("handoffData")] string Data);
}
