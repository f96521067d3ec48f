using Gateway.Channels.Speech.Sockets;

namespace Gateway.Channels.Speech.Deepgram;

/// <summary>Deepgram's Nova, in real time.</summary>
internal sealed class DeepgramRecognizer(DeepgramOptions options, SocketStart start) : ISpeechRecognizer
{
    /// <summary>Its name in the configuration.</summary>
    public const string BackEnd = "deepgram";

    private readonly DeepgramDialect _dialect = new(options);

    /// <inheritdoc/>
    public string Name => BackEnd;

    /// <inheritdoc/>
    public bool Knows(string locale) => options.ApiKey is not null && locale is "fr" or "en";

    /// <inheritdoc/>
    public Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken) =>
        start.OpenAsync(_dialect, request, cancellationToken);
}
