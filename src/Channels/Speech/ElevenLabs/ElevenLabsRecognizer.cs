using Gateway.Channels.Speech.Sockets;

namespace Gateway.Channels.Speech.ElevenLabs;

/// <summary>ElevenLabs' Scribe, in real time: 90 languages, told when somebody has finished.</summary>
internal sealed class ElevenLabsRecognizer(ElevenLabsSpeechOptions options, SocketStart start) : ISpeechRecognizer
{
    /// <summary>Its name in the configuration.</summary>
    public const string BackEnd = "elevenlabs";

    private readonly ElevenLabsDialect _dialect = new(options);

    /// <inheritdoc/>
    public string Name => BackEnd;

    /// <inheritdoc/>
    public bool Knows(string locale) => options.ApiKey is not null && locale is "fr" or "en";

    /// <inheritdoc/>
    public Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken) =>
        start.OpenAsync(_dialect, request, cancellationToken);
}
