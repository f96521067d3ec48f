using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Turns;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// What is said in a call because time passes: while an answer is awaited, in a silence, near the end.
/// </summary>
internal sealed class CallTimes(CallOptions options)
{
    private const int MinuteMs = 60_000;
    private const int KeyWithinMs = 10_000;

    private readonly Patience _patience = new(options.SilenceMs, options.GoodbyeMs);
    private readonly long _longestMs = (long)options.LongestMinutes * MinuteMs;
    private int _fillers;
    private bool _wasFilled;
    private bool _isWarned;
    private long? _keyAwaitedSince;
    private Exchange? _known;

    /// <summary>The caller did something.</summary>
    public void Renew(long nowMs)
    {
        _patience.Renew(nowMs);
        _keyAwaitedSince = null;
    }

    /// <summary>We have said something.</summary>
    public void Hold(long nowMs) => _patience.Hold(nowMs, isOurQuestion: false);

    /// <summary>Unless a key is pressed soon, they are put through.</summary>
    public void WaitForKey(long nowMs) => _keyAwaitedSince = nowMs;

    /// <summary>The filler whose turn it is.</summary>
    public string NextFiller(IReadOnlyList<string> all) => all[_fillers++ % all.Count];

    /// <summary>What time it is for.</summary>
    /// <param name="nowMs">Now.</param>
    /// <param name="isBusy">Whether the caller does something, or may.</param>
    /// <param name="speech">What we say.</param>
    /// <param name="exchange">What is to be answered.</param>
    /// <param name="isOperators">Whether a person answers, who is not hurried.</param>
    public TimeIsUp Look(long nowMs, bool isBusy, CallSpeech speech, Exchange? exchange, bool isOperators)
    {
        if (nowMs >= _longestMs)
            return TimeIsUp.EndIsReached;
        if (nowMs >= _longestMs - MinuteMs && !_isWarned && speech.IsIdle && !isBusy)
        {
            _isWarned = true;
            return TimeIsUp.EndIsNear;
        }

        if (_keyAwaitedSince is { } since && !speech.IsIdle)
            _keyAwaitedSince = Math.Max(since, nowMs);
        if (nowMs - _keyAwaitedSince >= KeyWithinMs)
            return TimeIsUp.NoKey;
        // Who is told to press a key is asked nothing else.
        if (isBusy || !speech.IsIdle || exchange is not null || _keyAwaitedSince is not null)
            _patience.Hold(nowMs, speech.Kind == PieceKind.Question);
        if (isBusy)
            return TimeIsUp.None;
        if (exchange is { HasWords: false } && !isOperators)
            return OfAnswer(nowMs, speech, exchange);
        return !speech.IsIdle || exchange is not null || isOperators ? TimeIsUp.None : _patience.Look(nowMs) switch
        {
            PatienceEnd.Ask => TimeIsUp.Ask,
            PatienceEnd.AskAgain => TimeIsUp.AskAgain,
            PatienceEnd.Leave => TimeIsUp.Leave,
            _ => TimeIsUp.None,
        };
    }

    private TimeIsUp OfAnswer(long nowMs, CallSpeech speech, Exchange exchange)
    {
        if (exchange != _known)
            (_known, _wasFilled) = (exchange, _known?.IsFilled == true);
        var waited = nowMs - exchange.SinceMs;
        if (waited >= options.GiveUpMs)
            return TimeIsUp.NoAnswer;
        if (!speech.IsIdle)
            return TimeIsUp.None;
        if (waited >= options.StatusMs && !exchange.IsToldToWait)
        {
            exchange.IsToldToWait = true;
            return TimeIsUp.Status;
        }

        // Whoever hears the same twice in a row hears a machine.
        if (waited < options.FillerMs || exchange.IsFilled || _wasFilled)
            return TimeIsUp.None;
        exchange.IsFilled = true;
        return TimeIsUp.Filler;
    }
}

/// <summary>What it is time for.</summary>
internal enum TimeIsUp
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A word while an answer is awaited.</summary>
    Filler,

    /// <summary>A word that it takes longer.</summary>
    Status,

    /// <summary>No answer comes.</summary>
    NoAnswer,

    /// <summary>Whether they are there.</summary>
    Ask,

    /// <summary>Whether they are there, once more.</summary>
    AskAgain,

    /// <summary>Goodbye to a silence.</summary>
    Leave,

    /// <summary>No key was pressed by who is not understood.</summary>
    NoKey,

    /// <summary>The call will soon have lasted as long as it may.</summary>
    EndIsNear,

    /// <summary>It has.</summary>
    EndIsReached,
}
