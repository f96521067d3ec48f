namespace Gateway.Channels.Voice.Calls;

/// <summary>Something that happens in a call, for those who look on: none of it is kept.</summary>
public abstract record CallEvent
{
    /// <summary>The call was answered.</summary>
    /// <param name="Recognizer">Who understands the caller; null: nobody, it goes by keys.</param>
    public sealed record Answered(string? Recognizer) : CallEvent;

    /// <summary>So much was understood so far of what the caller says.</summary>
    public sealed record Hearing(string Text) : CallEvent;

    /// <summary>The caller has said something.</summary>
    public sealed record Heard(string Text) : CallEvent;

    /// <summary>The caller has pressed keys; which ones is not shown.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Pressed(int Count) : CallEvent;

    /// <summary>We fell silent because the caller made a sound.</summary>
    public sealed record Paused : CallEvent;

    /// <summary>We went on, because it was nothing.</summary>
    public sealed record Resumed : CallEvent;

    /// <summary>The caller interrupted a turn's answer.</summary>
    /// <param name="Turn">Number of the turn; null where it had not begun.</param>
    /// <param name="Text">What was heard of the answer.</param>
    public sealed record Interrupted(long? Turn, string Text) : CallEvent;

    /// <summary>Some words were spoken to their end.</summary>
    public sealed record Said(string Text) : CallEvent;

    /// <summary>How long an exchange took.</summary>
    public sealed record Timed(TurnTimings Timings) : CallEvent;

    /// <summary>Our part of it is over.</summary>
    public sealed record Ended(CallEnding Ending) : CallEvent;
}
