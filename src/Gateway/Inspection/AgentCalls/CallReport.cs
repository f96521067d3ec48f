using System.Text.Json;
using Gateway.Sessions.Texts;

namespace Gateway.Inspection.AgentCalls;

/// <summary>A call that an agent of ElevenLabs has had, as their post-call webhook tells it.</summary>
/// <param name="Type"><c>post_call_transcription</c> for one with its words; others are not kept.</param>
/// <param name="AgentId">Which agent.</param>
/// <param name="ConversationId">What it is known by, 1 to 200 characters.</param>
/// <param name="StartedAt">When it began; null where that is not told.</param>
/// <param name="Caller">The caller's number, or null.</param>
/// <param name="Lines">What was said, in order.</param>
internal sealed record CallReport(
    string Type, string AgentId, string ConversationId, DateTimeOffset? StartedAt, string? Caller,
    IReadOnlyList<CallLine> Lines)
{
    /// <summary>The event that brings a transcript.</summary>
    public const string Transcription = "post_call_transcription";

    private const int MostLines = 2_000;
    private const int MostWords = 10_000;
    private const int MostId = 200;

    // The end of the year 9999.
    private const long MostSeconds = 253_402_300_799;

    /// <summary>Reads a webhook's body; null when it is none of theirs.</summary>
    public static CallReport? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var data = Part(json.RootElement, "data");
            if (Text(json.RootElement, "type") is not { } type
                || Text(data, "conversation_id") is not { Length: > 0 and <= MostId } conversation)
                return null;
            var metadata = Part(data, "metadata");
            return new CallReport(
                type, Text(data, "agent_id") ?? "", conversation, Time(metadata, "start_time_unix_secs"),
                Text(Part(metadata, "phone_call"), "external_number"), ReadLines(Part(data, "transcript")));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<CallLine> ReadLines(JsonElement transcript) => transcript.ValueKind != JsonValueKind.Array
        ? []
        :
        [
            .. transcript.EnumerateArray().Take(MostLines)
                .Where(line => WellFormed.Line(Text(line, "message"), MostWords) is not null)
                .Select(line => new CallLine(
                    Text(line, "role") == "agent", WellFormed.Line(Text(line, "message"), MostWords)!,
                    Seconds(line, "time_in_call_secs"))),
        ];

    private static JsonElement Part(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement json, string name) =>
        Part(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static double Seconds(JsonElement json, string name) =>
        Part(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var seconds)
            && seconds is >= 0 and < 86_400
            ? seconds
            : 0;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        Part(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var seconds)
            && seconds is > 0 and < MostSeconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
