using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Channels.Speech.Sockets;

namespace Gateway.Channels.Speech.Deepgram;

/// <summary>
/// Deepgram's live recognition (its pages "Live Audio", "Finalize", "Audio Keep Alive"). After <c>Finalize</c> it
/// answers with <c>from_finalize</c>, "in most cases": where little is left to be told, it says nothing. Key terms are
/// those of nova-3; older models would want <c>keywords</c>.
/// </summary>
internal sealed class DeepgramDialect(DeepgramOptions options) : SocketDialect
{
    private const int MostHints = 50;

    /// <inheritdoc/>
    public override string Name => DeepgramRecognizer.BackEnd;

    // It closes after ten seconds without sound, and asks for a sign of life each three to five.
    /// <inheritdoc/>
    public override TimeSpan Quiet { get; } = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public override TimeSpan AnswerWithin { get; } = TimeSpan.FromMilliseconds(1_200);

    /// <inheritdoc/>
    public override bool MayLeaveUnanswered => true;

    /// <inheritdoc/>
    public override WebSocketMessageType SoundType => WebSocketMessageType.Binary;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Commit { get; } = """{"type":"Finalize"}"""u8.ToArray();

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StayAlive { get; } = """{"type":"KeepAlive"}"""u8.ToArray();

    /// <inheritdoc/>
    public override Uri Address(RecognitionRequest request) => SocketAddress.Of(
        options.ApiBaseUrl, "/v1/listen",
        [
            ("model", options.Model),
            ("encoding", "mulaw"),
            ("sample_rate", "8000"),
            ("channels", "1"),
            ("interim_results", "true"),
            ("smart_format", "true"),
            // We say when somebody has finished.
            ("endpointing", "false"),
            ("language", request.Locale),
            .. options.Model.StartsWith("nova-3", StringComparison.Ordinal)
                ? request.Hints.Take(MostHints).Select(hint => ("keyterm", (string?)hint))
                : [],
        ]);

    /// <inheritdoc/>
    public override void Authorize(ClientWebSocketOptions socket) =>
        socket.SetRequestHeader("Authorization", $"Token {options.ApiKey}");

    /// <inheritdoc/>
    public override void WriteSound(ReadOnlySpan<byte> sound, ArrayBufferWriter<byte> message) => message.Write(sound);

    /// <inheritdoc/>
    public override SocketMessage Read(ReadOnlyMemory<byte> message)
    {
        using var json = JsonDocument.Parse(message);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("The message is no object.");
        var type = root.TryGetProperty("type", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
        if (type == "Error")
            throw new SpeechException(DeepgramRecognizer.BackEnd, "broken");
        if (type != "Results")
            return default;
        var text = WordsOf(root);
        if (!IsTrue(root, "is_final"))
            return new SocketMessage(SocketMessageKind.Partial, text);
        return new SocketMessage(
            IsTrue(root, "from_finalize") ? SocketMessageKind.Answer : SocketMessageKind.Piece, text);
    }

    private static string WordsOf(JsonElement results)
    {
        if (results.TryGetProperty("channel", out var channel) && channel.ValueKind == JsonValueKind.Object
            && channel.TryGetProperty("alternatives", out var alternatives)
            && alternatives.ValueKind == JsonValueKind.Array && alternatives.GetArrayLength() > 0
            && alternatives[0].ValueKind == JsonValueKind.Object
            && alternatives[0].TryGetProperty("transcript", out var transcript)
            && transcript.ValueKind == JsonValueKind.String)
            return transcript.GetString()!;
        throw new JsonException("The results have no transcript.");
    }

    private static bool IsTrue(JsonElement results, string name) =>
        results.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
