using Gateway.Sessions;

namespace Gateway.Channels.Voice.Calls;

/// <summary>
/// Whoever speaks to a caller what the session says, on whatever wire. Told in order, one at a time, and never in the
/// midst of something else.
/// </summary>
internal interface ICallVoice
{
    /// <summary>Some words of an answer.</summary>
    /// <param name="turn">The turn that is being worded.</param>
    /// <param name="index">Where they stand in its text, in UTF-16 units; 0 begins it anew.</param>
    /// <param name="words">The words, in the notation of agents.</param>
    /// <param name="answers">Places of the caller's utterances that it answers.</param>
    void OnWords(TurnId turn, int index, string words, IReadOnlyList<long> answers);

    /// <summary>
    /// What an agent or an operator has said: all of it, each once; an answer's comes after its words.
    /// </summary>
    void OnEntry(Entry entry);

    /// <summary>A turn was over without a word, or will be run again.</summary>
    void OnNothing();

    /// <summary>The session's status has changed.</summary>
    /// <param name="status">The new one.</param>
    /// <param name="operatorName">The operator who changed it; null for the brain.</param>
    void OnStatus(SessionStatus status, string? operatorName);
}
