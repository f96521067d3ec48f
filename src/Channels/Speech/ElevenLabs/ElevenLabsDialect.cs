using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Channels.Speech.Sockets;

namespace Gateway.Channels.Speech.ElevenLabs;

/// <summary>
/// ElevenLabs' realtime recognition, where we say when somebody has finished (<c>commit_strategy=manual</c>). Its
/// messages are those of the vendor's own client (elevenlabs-js, <c>src/wrapper/realtime</c>); how soon after a commit
/// the next one is throttled is not known.
/// </summary>
internal sealed class ElevenLabsDialect(ElevenLabsSpeechOptions options) : SocketDialect
{
    private const int MostHints = 50;
    private const int MostHintLetters = 50;

    /// <inheritdoc/>
    public override string Name => ElevenLabsRecognizer.BackEnd;

    /// <inheritdoc/>
    public override TimeSpan Quiet { get; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override TimeSpan AnswerWithin { get; } = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public override bool MayLeaveUnanswered => false;

    /// <inheritdoc/>
    public override WebSocketMessageType SoundType => WebSocketMessageType.Text;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Commit { get; } =
        """{"message_type":"input_audio_chunk","audio_base_64":"","commit":true,"sample_rate":8000}"""u8.ToArray();

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> StayAlive { get; } =
        """{"message_type":"input_audio_chunk","audio_base_64":"","commit":false,"sample_rate":8000}"""u8.ToArray();

    /// <inheritdoc/>
    public override Uri Address(RecognitionRequest request) => SocketAddress.Of(
        options.ApiBaseUrl, "/v1/speech-to-text/realtime",
        [
            ("model_id", options.TranscribeModel),
            ("audio_format", "ulaw_8000"),
            ("commit_strategy", "manual"),
            ("language_code", request.Locale),
            .. request.Hints.Where(hint => hint.Length <= MostHintLetters).Take(MostHints)
                .Select(hint => ("keyterms", (string?)hint)),
        ]);

    /// <inheritdoc/>
    public override void Authorize(ClientWebSocketOptions socket) =>
        socket.SetRequestHeader("xi-api-key", options.ApiKey);

    /// <inheritdoc/>
    public override void WriteSound(ReadOnlySpan<byte> sound, ArrayBufferWriter<byte> message)
    {
        message.Write("""{"message_type":"input_audio_chunk","audio_base_64":" """u8[..^1]);
        var room = message.GetSpan(Base64.GetMaxEncodedToUtf8Length(sound.Length));
        Base64.EncodeToUtf8(sound, room, out _, out var written);
        message.Advance(written);
        message.Write("""
            ","commit":false,"sample_rate":8000}
            """u8);
    }

    /// <inheritdoc/>
    public override SocketMessage Read(ReadOnlyMemory<byte> message)
    {
        using var json = JsonDocument.Parse(message);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("The message is no object.");
        var type = Text(json.RootElement, "message_type");
        return type switch
        {
            "partial_transcript" => new SocketMessage(SocketMessageKind.Partial, Text(json.RootElement, "text")),
            "committed_transcript" => new SocketMessage(SocketMessageKind.Answer, Text(json.RootElement, "text")),
            "insufficient_audio_activity" or "commit_throttled" => new SocketMessage(SocketMessageKind.TooLittle),
            "auth_error" or "input_error" or "chunk_size_exceeded" or "unaccepted_terms" or "unaccepted_terms_error" =>
                throw Failure("refused"),
            "quota_exceeded" or "rate_limited" or "queue_overflow" or "resource_exhausted" => throw Failure("limit"),
            "session_time_limit_exceeded" => throw Failure(SpeechException.Ended),
            "error" or "transcriber_error" => throw Failure("broken"),
            _ => default,
        };
    }

    private static string Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static SpeechException Failure(string code) => new(ElevenLabsRecognizer.BackEnd, code);
}
