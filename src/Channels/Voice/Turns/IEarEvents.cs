using Gateway.Channels.Speech;

namespace Gateway.Channels.Voice.Turns;

/// <summary>Whoever is told what an ear understands; a step at a time.</summary>
internal interface IEarEvents
{
    /// <summary>Something was understood of the utterance; its number is the ear's.</summary>
    void OnTranscript(Transcript transcript);

    /// <summary>No recogniser is left that knows the language.</summary>
    void OnDeaf();
}
