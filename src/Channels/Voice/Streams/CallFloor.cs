using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Turns;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// Who has the floor: what their voice means for our words, and ours for theirs. All of it happens in the call's
/// turnstile.
/// </summary>
internal sealed class CallFloor(
    CallHearing hearing, CallSpeech speech, CallExchanges exchanges, CallWatch watch, string callSid, int finalMs)
{
    // So near the end of a question a yes is its answer, not a sign of listening.
    private const int NearEndMs = 1_500;
    private const int SurelySpeechMs = 700;
    private const int MostPardons = 2;

    private readonly BargeIn _barge = new();
    private bool _wasNearEnd;
    private int _pardons;

    /// <summary>Whether nobody is to be heard any more: we say our last words.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The language of the call.</summary>
    public string Locale { get; set; } = "fr";

    /// <summary>Whether we have fallen silent for a sound of theirs.</summary>
    public bool IsHeld => _barge.IsHeld;

    /// <summary>Told what they said, once they have finished, with the recogniser's guess at the language.</summary>
    public Action<Utterance, string> OnSaid { get; set; } = (_, _) => { };

    /// <summary>They begin to speak.</summary>
    public void OnVoice(long nowMs)
    {
        if (IsClosed)
            return;
        TryHold(nowMs);
    }

    /// <summary>Decides what can be decided.</summary>
    public void Look(long nowMs)
    {
        if (IsClosed || hearing.Current is not { } utterance)
            return;
        TryHold(nowMs);
        if (_barge.IsHeld && !Judge(utterance, nowMs))
            return;
        if (hearing.IsWordless(nowMs))
        {
            hearing.Close(isTheirs: false);
            return;
        }

        if (!hearing.Decide(nowMs, Locale))
            return;
        // What must be heard is heard first; their words are kept until then.
        if (speech.MustBeHeard)
            return;
        if (utterance.IsSettled || nowMs - utterance.DecidedMs >= finalMs)
            Take(utterance, nowMs);
    }

    /// <summary>What is heard now is what they expect to hear: the profile goes by it.</summary>
    public void ChooseProfile() =>
        hearing.Profile = !speech.IsIdle ? GateProfile.Speaking
            : exchanges.Current is not null ? GateProfile.Thinking
            : GateProfile.Listening;

    /// <summary>Ends our words because of something they did.</summary>
    public void Interrupt(long nowMs)
    {
        _barge.Release();
        if (speech.Stop(nowMs) is { } stopped)
            exchanges.Interrupt((stopped.Turn, stopped.Heard), stopped.LeadMs, stopped.HeardMs);
        else
            exchanges.Interrupt(stopped: null, leadMs: 0);
    }

    /// <summary>We go on, whatever it was.</summary>
    public void Resume(long nowMs)
    {
        if (!_barge.IsHeld)
            return;
        _barge.Release();
        speech.Resume(nowMs);
        exchanges.Resumed();
        watch.Tell(callSid, new CallEvent.Resumed());
    }

    private void TryHold(long nowMs)
    {
        if (_barge.IsHeld || speech.MustBeHeard || (speech.IsIdle && exchanges.Current is null)
            || hearing.Current is not { DecidedMs: null })
            return;
        _wasNearEnd = !speech.IsIdle && speech.LeftMs <= NearEndMs;
        _barge.Hold(nowMs);
        exchanges.Paused(speech.Hold(nowMs));
        watch.Tell(callSid, new CallEvent.Paused());
    }

    /// <summary>Whether it is theirs to speak now.</summary>
    private bool Judge(Utterance utterance, long nowMs)
    {
        var isAnswer = hearing.Expects == Expectation.YesNo && _wasNearEnd;
        var isRemark = !isAnswer && HeardWords.IsRemark(utterance.Words, Locale);
        switch (_barge.Judge(nowMs, hearing.SilenceMs, utterance.Words, utterance.IsSettled, isRemark))
        {
            case BargeInVerdict.Interrupt:
                Interrupt(nowMs);
                return true;
            case BargeInVerdict.Resume:
                hearing.Close(isTheirs: false);
                Resume(nowMs);
                return false;
            default:
                return false;
        }
    }

    private void Take(Utterance utterance, long nowMs)
    {
        var words = HeardWords.Written(utterance.Words, Locale, hearing.Expects);
        var spokeMs = hearing.SpeechMs;
        hearing.Close(isTheirs: words.Length > 0);
        if (words.Length == 0)
        {
            // A cough is not asked about.
            if (spokeMs >= SurelySpeechMs && speech.IsIdle && exchanges.Current is null && _pardons++ < MostPardons)
                speech.Say(CallPhrases.Of(Locale).Pardon, Locale, PieceKind.Notice);
            return;
        }

        _pardons = 0;
        if (!speech.IsIdle || exchanges.Current is not null)
            Interrupt(nowMs);
        OnSaid(utterance, words);
    }
}
