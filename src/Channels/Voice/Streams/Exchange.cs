using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Streams;

/// <summary>What the caller has said and what becomes of it, until its answer was heard.</summary>
/// <param name="text">Their words; empty where they pressed keys.</param>
/// <param name="sinceMs">Since when they wait, on the call's clock.</param>
/// <param name="timings">How long each step takes.</param>
internal sealed class Exchange(string text, long sinceMs, TurnTimings timings)
{
    /// <summary>Their words.</summary>
    public string Text => text;

    /// <summary>Since when they wait.</summary>
    public long SinceMs => sinceMs;

    /// <summary>How long each step takes.</summary>
    public TurnTimings Timings => timings;

    /// <summary>The utterance's own id, once it is stored.</summary>
    public string? Id { get; set; }

    /// <summary>Its place in the transcript; 0 until it is known.</summary>
    public long Seq { get; set; }

    /// <summary>The turn that answers it, once it says something.</summary>
    public TurnId? Turn { get; set; }

    /// <summary>Whether words of the answer have come.</summary>
    public bool HasWords { get; set; }

    /// <summary>Whether the answer is whole.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether they went on before they were answered: what comes to this alone is no one's.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>Whether a word was said meanwhile.</summary>
    public bool IsFilled { get; set; }

    /// <summary>Whether they were told that it takes time.</summary>
    public bool IsToldToWait { get; set; }
}
