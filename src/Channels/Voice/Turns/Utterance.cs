using Gateway.Channels.Speech;

namespace Gateway.Channels.Voice.Turns;

/// <summary>One stretch of a caller's speech, with what was understood of it so far.</summary>
/// <param name="number">1, 2, 3, … in the call.</param>
/// <param name="beganMs">When it began, on the call's clock.</param>
internal sealed class Utterance(int number, long beganMs)
{
    // By the number of the commit that they answer; a partial one waits for its final.
    private readonly SortedDictionary<int, (string Text, bool IsFinal)> _parts = [];
    private readonly HashSet<int> _awaited = [];

    /// <summary>Which one it is.</summary>
    public int Number => number;

    /// <summary>When it began.</summary>
    public long BeganMs { get; } = beganMs;

    /// <summary>Pauses after which they went on, in milliseconds.</summary>
    public List<int> Pauses { get; } = [];

    /// <summary>When the last word ended, on the call's clock.</summary>
    public long StoppedMs { get; set; } = beganMs;

    /// <summary>When the last transcript came, on the call's clock.</summary>
    public long ToldMs { get; private set; } = beganMs;

    /// <summary>When it was decided that they have finished; null before.</summary>
    public long? DecidedMs { get; private set; }

    /// <summary>When the recogniser had said its last word; null before.</summary>
    public long? SettledMs { get; private set; }

    /// <summary>Whether nothing was said since the last commit.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>Whether the recogniser has said its last word on all of it.</summary>
    public bool IsSettled => IsCommitted && _awaited.Count == 0;

    /// <summary>The words so far; may be empty.</summary>
    public string Words { get; private set; } = "";

    /// <summary>The language that was heard, where the recogniser tells; else null.</summary>
    public string? Locale { get; private set; }

    /// <summary>The recogniser was asked for its last word.</summary>
    public void Commit(int commit, long nowMs)
    {
        IsCommitted = true;
        if (commit > 0)
            _awaited.Add(commit);
        else
            SettledMs = nowMs;
    }

    /// <summary>They go on speaking.</summary>
    public void Reopen() => (IsCommitted, DecidedMs, SettledMs) = (false, null, null);

    /// <summary>They have finished.</summary>
    public void Decide(long nowMs) => DecidedMs ??= nowMs;

    /// <summary>Takes what was understood.</summary>
    /// <returns>Whether the words have changed.</returns>
    public bool Take(Transcript transcript, long nowMs)
    {
        if (_parts.TryGetValue(transcript.Number, out var known) && known.IsFinal)
            return false;
        _parts[transcript.Number] = (transcript.Text.Trim(), transcript.IsFinal);
        Locale = transcript.Locale ?? Locale;
        if (transcript.IsFinal && _awaited.Remove(transcript.Number) && IsSettled)
            SettledMs = nowMs;
        var words = string.Join(' ', _parts.Values.Select(part => part.Text).Where(text => text.Length > 0));
        if (words == Words)
            return false;
        (Words, ToldMs) = (words, nowMs);
        return true;
    }
}
