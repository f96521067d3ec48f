namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// What becomes of our words when a caller speaks into them. First, on voice alone, we fall silent: an error costs a
/// second. Then their words decide: real ones end ours; a sign of listening, a cough or nothing at all lets ours go on.
/// </summary>
internal sealed class BargeIn
{
    /// <summary>Our words go on only after so much silence.</summary>
    public const int QuietMs = 300;

    /// <summary>Whoever has not said a word by then has not spoken.</summary>
    public const int DecideMs = 1_500;

    // Whoever goes on and on without a word is a radio.
    private const int LongestMs = 5_000;

    private long _since;

    /// <summary>Whether we have fallen silent and wait for what it was.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>They are heard.</summary>
    public void Hold(long nowMs) => (IsHeld, _since) = (true, nowMs);

    /// <summary>It is decided.</summary>
    public void Release() => IsHeld = false;

    /// <summary>Decides, as far as can be.</summary>
    /// <param name="nowMs">Now.</param>
    /// <param name="silenceMs">How long they have been silent; 0 while they speak.</param>
    /// <param name="words">What was understood; empty where nothing was.</param>
    /// <param name="isSettled">Whether the recogniser has said its last word on it.</param>
    /// <param name="isRemark">Whether the words are only a sign of listening.</param>
    public BargeInVerdict Judge(long nowMs, int silenceMs, string words, bool isSettled, bool isRemark)
    {
        if (!isRemark && words.AsSpan().ContainsAnyInRange('0', 'ſ'))
            return BargeInVerdict.Interrupt;
        var held = nowMs - _since;
        if (held >= LongestMs || (silenceMs >= QuietMs && (isSettled || held >= DecideMs)))
            return BargeInVerdict.Resume;
        return BargeInVerdict.Wait;
    }
}

/// <summary>What a caller's voice was.</summary>
internal enum BargeInVerdict
{
    /// <summary>That is not known yet.</summary>
    Wait,

    /// <summary>They have something to say.</summary>
    Interrupt,

    /// <summary>Nothing that was meant for us to stop.</summary>
    Resume,
}
