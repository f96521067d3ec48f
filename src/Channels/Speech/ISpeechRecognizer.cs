namespace Gateway.Channels.Speech;

/// <summary>Something that writes down what is said: a vendor's service, or a model of our own.</summary>
public interface ISpeechRecognizer
{
    /// <summary>Its name in the configuration: <c>elevenlabs</c>, <c>moonshine</c> and so on.</summary>
    string Name { get; }

    /// <summary>Whether it understands a language, <c>fr</c> or <c>en</c>, and is configured.</summary>
    bool Knows(string locale);

    /// <summary>Begins to listen to one caller.</summary>
    /// <param name="request">Who is listened to, and for what.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SpeechException">It cannot be reached, or refuses.</exception>
    Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken);
}

/// <summary>What a recogniser is told before it listens.</summary>
/// <param name="Locale">The language that is expected, <c>fr</c> or <c>en</c>.</param>
public sealed record RecognitionRequest(string Locale)
{
    /// <summary>Words that are likely to be said (makes of cars, names); may be empty.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>The telephone company's id of the call, for logs; null where it is none.</summary>
    public string? Call { get; init; }
}

/// <summary>One caller who is listened to. Used by one thread at a time, read by another.</summary>
public interface IRecognition : IAsyncDisposable
{
    /// <summary>
    /// Takes what the caller says, mu-law at 8 kHz, any length. Never waits: what the back end is more than ten seconds
    /// behind with is dropped, and counted.
    /// </summary>
    void Write(ReadOnlySpan<byte> sound);

    /// <summary>
    /// Asks for all that was said since the last commit. Exactly one final transcript of that number answers it, with
    /// empty words when nothing was understood.
    /// </summary>
    /// <param name="number">1, 2, 3, … in this recognition.</param>
    void Commit(int number);

    /// <summary>What is understood, as it comes; ends when the recognition was disposed of.</summary>
    /// <exception cref="SpeechException">The back end broke: what is not yet answered never will be.</exception>
    IAsyncEnumerable<Transcript> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>What was understood of a stretch of speech.</summary>
/// <param name="Number">That of the commit it belongs to; of a partial one, of the commit to come.</param>
/// <param name="Text">The words as the recogniser writes them; may be empty.</param>
/// <param name="IsFinal">False: it may still change.</param>
public sealed record Transcript(int Number, string Text, bool IsFinal)
{
    /// <summary>The language that was heard, <c>fr</c> or <c>en</c>; null where the recogniser does not say.</summary>
    public string? Locale { get; init; }
}
