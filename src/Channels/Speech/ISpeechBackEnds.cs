namespace Gateway.Channels.Speech;

/// <summary>The recognisers and synthesisers of this gateway, in the order in which they are tried.</summary>
public interface ISpeechBackEnds
{
    /// <summary>
    /// Those that know a language, first choice first; what failed a moment ago stands last. Empty where there is none:
    /// a call goes on by keys then.
    /// </summary>
    IReadOnlyList<ISpeechRecognizer> RecognizersOf(string locale);

    /// <summary>Likewise those that speak it. Empty only where the offline voice is not installed.</summary>
    IReadOnlyList<ISpeechSynthesizer> SynthesizersOf(string locale);

    /// <summary>Notes that one failed, or works again.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="error">What went wrong; null when it works.</param>
    void Note(string name, SpeechException? error);

    /// <summary>A detector of speech for one more caller.</summary>
    IVoiceActivity NewActivity();
}
