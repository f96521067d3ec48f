using System.Runtime.InteropServices;

namespace Gateway.Channels.Speech;

/// <summary>Something that speaks: a vendor's service, or a program of our own.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>Its name in the configuration: <c>elevenlabs</c>, <c>openai</c>, <c>espeak</c>.</summary>
    string Name { get; }

    /// <summary>Whether it speaks a language, <c>fr</c> or <c>en</c>, and is configured.</summary>
    bool Knows(string locale);

    /// <summary>
    /// The voice it would speak with, as a word that changes when it sounds otherwise: what was spoken may be kept
    /// under it.
    /// </summary>
    string VoiceOf(SpeakRequest request);

    /// <summary>Speaks some words: mu-law at 8 kHz, in pieces of any length as they come.</summary>
    /// <param name="request">What is said, and how.</param>
    /// <param name="cancellationToken">Nobody hears it any more.</param>
    /// <exception cref="SpeechException">It cannot be reached, refuses, or breaks off.</exception>
    IAsyncEnumerable<SpokenSound> SpeakAsync(SpeakRequest request, CancellationToken cancellationToken);
}

/// <summary>Words to be spoken.</summary>
/// <param name="Text">
/// As they are said, some words to a sentence or two: numbers, dates and abbreviations are written out already
/// (<c>Saying</c>).
/// </param>
/// <param name="Locale">The language they are in, <c>fr</c> or <c>en</c>.</param>
public sealed record SpeakRequest(string Text, string Locale)
{
    /// <summary>The voice as its vendor calls it; null: the configured one.</summary>
    public string? Voice { get; init; }

    /// <summary>What was said right before, which tells how the voice goes on; null at the beginning.</summary>
    public string? Before { get; init; }
}

/// <summary>A piece of speech.</summary>
/// <param name="Sound">Mu-law at 8 kHz; may be empty.</param>
public sealed record SpokenSound(ReadOnlyMemory<byte> Sound)
{
    /// <summary>
    /// Where words of the request stand in all of its sound, where the back end says so; empty where it does not, and
    /// then they are spread by their characters.
    /// </summary>
    public IReadOnlyList<SpokenWord> Words { get; init; } = [];
}

/// <summary>A word as it was spoken.</summary>
/// <param name="Start">Where it begins in the request's text, in UTF-16 units.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="FromMs">When it begins, in milliseconds from the request's first sound.</param>
/// <param name="ToMs">When it ends.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpokenWord(int Start, int Length, int FromMs, int ToMs);
