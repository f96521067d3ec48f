using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Turns;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// Their side of a call: when they speak, what is understood of it, and when they have finished. What that means for
/// ours is not decided here.
/// </summary>
internal sealed class CallHearing(SpeechGate gate, Ear ear)
{
    // Whoever makes sound without a new word for so long says nothing: music, a street.
    private const int NoNewsMs = EndPointing.MostMs;
    private const int LongestWordlessMs = 5_000;

    private readonly PreRoll _before = new();
    private readonly Pauses _pauses = new();
    private int _count;
    private int _silenceBefore;
    private long _nowMs;

    /// <summary>What they are saying; null where nobody speaks.</summary>
    public Utterance? Current { get; private set; }

    /// <summary>What the last thing we said asked for.</summary>
    public Expectation Expects { get; set; }

    /// <summary>How long they have been silent since they began to speak; 0 while they do.</summary>
    public int SilenceMs => gate.SilenceMs;

    /// <summary>How long they spoke.</summary>
    public int SpeechMs => gate.SpeechMs;

    /// <summary>What it takes to be heard.</summary>
    public GateProfile Profile
    {
        get => gate.Profile;
        set => gate.Profile = value;
    }

    /// <summary>Told that they begin to speak.</summary>
    public Action OnVoice { get; set; } = () => { };

    /// <summary>Told after each window of their speech.</summary>
    public Action OnWindow { get; set; } = () => { };

    /// <summary>Takes some of their sound.</summary>
    public void Take(ReadOnlySpan<byte> sound, long nowMs)
    {
        _nowMs = nowMs;
        if (Current is null)
            _before.Add(sound);
        else
            ear.Hear(sound);
        if (!ear.IsDeaf)
            gate.Take(sound, Look);
    }

    /// <summary>Takes what was understood.</summary>
    /// <returns>Whether the words have changed.</returns>
    public bool Take(Transcript transcript, long nowMs) => Current?.Take(transcript, nowMs) == true;

    /// <summary>Whether they have finished, which is then decided.</summary>
    /// <param name="nowMs">Now.</param>
    /// <param name="locale">The language they speak.</param>
    public bool Decide(long nowMs, string locale)
    {
        if (Current is not { } utterance)
            return false;
        if (utterance.DecidedMs is not null)
            return true;
        var needed = EndPointing.SilenceMs(utterance.Words, locale, Expects, _pauses);
        if (gate.SilenceMs < needed && !IsOnlyNoise(utterance, nowMs))
            return false;
        Commit(utterance);
        utterance.Decide(nowMs);
        return true;
    }

    /// <summary>Whether they make sound, and have not said a word for far too long.</summary>
    public bool IsWordless(long nowMs) => Current is { Words.Length: 0 } utterance && ear.TellsPartials
        && nowMs - utterance.BeganMs >= LongestWordlessMs;

    /// <summary>What they said is dealt with.</summary>
    /// <param name="isTheirs">Whether it was something to answer: then it teaches how they pause.</param>
    public void Close(bool isTheirs)
    {
        if (isTheirs && Current is not null)
            Current.Pauses.ForEach(_pauses.Note);
        Current = null;
        _silenceBefore = 0;
        gate.Close();
        ear.Forget();
    }

    private bool IsOnlyNoise(Utterance utterance, long nowMs) =>
        utterance.Words.Length > 0 && ear.TellsPartials && nowMs - utterance.ToldMs >= NoNewsMs;

    private void Look(bool isOpening)
    {
        if (isOpening)
        {
            Current = new Utterance(++_count, _nowMs);
            _before.Drain(ear);
            OnVoice();
        }

        if (Current is not { } utterance)
            return;
        if (gate.SilenceMs == 0)
        {
            if (_silenceBefore > 0)
            {
                utterance.Pauses.Add(_silenceBefore);
                utterance.Reopen();
            }

            utterance.StoppedMs = _nowMs;
        }
        else if (gate.SilenceMs >= EndPointing.CommitMs)
        {
            Commit(utterance);
        }

        _silenceBefore = gate.SilenceMs;
        OnWindow();
    }

    private void Commit(Utterance utterance)
    {
        if (!utterance.IsCommitted)
            utterance.Commit(ear.Commit(), _nowMs);
    }
}
