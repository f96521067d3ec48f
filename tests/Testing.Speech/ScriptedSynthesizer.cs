using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Testing.Speech;

/// <summary>
/// A synthesiser without a wire: a tone as long as the text, with the time of each word, at once or after a while.
/// </summary>
public sealed class ScriptedSynthesizer : ISpeechSynthesizer
{
    private const int PieceMs = 100;
    private const int BytesPerMs = MuLaw.RateHz / 1_000;

    private readonly ConcurrentQueue<SpeakRequest> _spoken = new();
    private readonly byte[] _piece = ScriptedSound.Tone(400, PieceMs * BytesPerMs);

    /// <inheritdoc/>
    public string Name { get; init; } = "scripted";

    /// <summary>The languages it knows.</summary>
    public IReadOnlyList<string> Locales { get; init; } = ["fr", "en"];

    /// <summary>How long it thinks before the first sound.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long a letter takes. Default 60 ms.</summary>
    public int MsPerLetter { get; init; } = 60;

    /// <summary>Whether it tells the times of words.</summary>
    public bool Words { get; init; } = true;

    /// <summary>Whose time it is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What it fails with; null: it does not.</summary>
    public SpeechException? Failure { get; set; }

    /// <summary>After how many pieces of 100 ms it fails. Default 0: before the first.</summary>
    public int FailsAfter { get; set; }

    /// <summary>What it was asked to say, in order.</summary>
    public IReadOnlyList<SpeakRequest> Spoken => [.. _spoken];

    /// <inheritdoc/>
    public bool Knows(string locale) => Locales.Contains(locale);

    /// <inheritdoc/>
    public string VoiceOf(SpeakRequest request) => request.Voice ?? "scripted";

    /// <inheritdoc/>
    public async IAsyncEnumerable<SpokenSound> SpeakAsync(
        SpeakRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _spoken.Enqueue(request);
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, Time, cancellationToken);
        var all = request.Text.Length * MsPerLetter;
        for (int at = 0, piece = 0; at < all; at += PieceMs, piece++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Failure is { } failure && piece >= FailsAfter)
                throw failure;
            var ms = Math.Min(PieceMs, all - at);
            yield return new SpokenSound(_piece.AsMemory(0, ms * BytesPerMs))
            {
                Words = Words && at == 0 ? [.. WordsOf(request.Text)] : [],
            };
        }
    }

    private IEnumerable<SpokenWord> WordsOf(string text)
    {
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = text.IndexOf(' ', start) is >= 0 and var blank ? blank : text.Length;
            if (end > start)
                yield return new SpokenWord(start, end - start, start * MsPerLetter, end * MsPerLetter);
        }
    }
}
