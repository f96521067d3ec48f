using System.Collections.Concurrent;
using Gateway.Channels.Speech;

namespace Gateway.Testing.Speech;

/// <summary>
/// A recogniser without a wire that understands what a test says it does, at once or after a while.
/// </summary>
/// <param name="lines">
/// What is understood of each stretch of speech that is committed and is no silence, one after the other over all
/// calls; afterwards nothing is.
/// </param>
public sealed class ScriptedRecognizer(params IEnumerable<string> lines) : ISpeechRecognizer
{
    private readonly ConcurrentQueue<string> _lines = new(lines);
    private readonly ConcurrentQueue<ScriptedRecognition> _recognitions = new();

    /// <inheritdoc/>
    public string Name { get; init; } = "scripted";

    /// <summary>The languages it knows.</summary>
    public IReadOnlyList<string> Locales { get; init; } = ["fr", "en"];

    /// <summary>How long it thinks before a final transcript.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether it tells of the line's beginning while it hears it.</summary>
    public bool Partials { get; init; } = true;

    /// <summary>Whose time it is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What a start fails with; null: it does not.</summary>
    public SpeechException? Failure { get; set; }

    /// <summary>Those who are or were listened to, in their order.</summary>
    public IReadOnlyList<ScriptedRecognition> Recognitions => [.. _recognitions];

    /// <summary>One more line.</summary>
    public void Add(string line) => _lines.Enqueue(line);

    /// <inheritdoc/>
    public bool Knows(string locale) => Locales.Contains(locale);

    /// <inheritdoc/>
    public Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken)
    {
        if (Failure is { } failure)
            return Task.FromException<IRecognition>(failure);
        var recognition = new ScriptedRecognition(
            request, Partials, Latency, Time, () => _lines.TryDequeue(out var line) ? line : "");
        _recognitions.Enqueue(recognition);
        return Task.FromResult<IRecognition>(recognition);
    }
}
