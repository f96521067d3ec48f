namespace Gateway.Channels.Speech.Utterances;

/// <summary>Something that writes down a stretch of speech when it is whole.</summary>
internal interface ITranscriber
{
    /// <summary>Its name in the configuration.</summary>
    string Name { get; }

    /// <summary>Writes down what is said.</summary>
    /// <param name="samples">16 bits at 8 kHz, cut to what is not silence.</param>
    /// <param name="request">What is expected.</param>
    /// <param name="cancellationToken">Nobody waits for it any more.</param>
    /// <returns>The words; empty when nothing was understood.</returns>
    /// <exception cref="SpeechException">It could not.</exception>
    Task<string> TranscribeAsync(
        ReadOnlyMemory<short> samples, RecognitionRequest request, CancellationToken cancellationToken);
}
