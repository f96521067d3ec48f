using Gateway.Channels.Speech;

namespace Gateway.Simulator.Calls;

/// <summary>The speech of this gateway, and behind its recognisers the one that knows what was typed.</summary>
internal sealed class SimulatedSpeech(ISpeechBackEnds real, TypedRecognizer typed) : ISpeechBackEnds
{
    /// <summary>What understands by ear; empty where nothing does.</summary>
    public IReadOnlyList<ISpeechRecognizer> ByEar(string locale) => real.RecognizersOf(locale);

    /// <inheritdoc/>
    public IReadOnlyList<ISpeechRecognizer> RecognizersOf(string locale) => [.. real.RecognizersOf(locale), typed];

    /// <inheritdoc/>
    public IReadOnlyList<ISpeechSynthesizer> SynthesizersOf(string locale) => real.SynthesizersOf(locale);

    /// <inheritdoc/>
    public void Note(string name, SpeechException? error)
    {
        if (name != TypedRecognizer.TypedName)
            real.Note(name, error);
    }

    /// <inheritdoc/>
    public IVoiceActivity NewActivity() => real.NewActivity();
}
