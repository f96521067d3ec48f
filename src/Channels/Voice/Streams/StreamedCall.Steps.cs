using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Turns;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Streams;

/// <summary>What is done at each step.</summary>
internal sealed partial class StreamedCall
{
    /// <inheritdoc/>
    public void OnWords(TurnId turn, int index, string words, IReadOnlyList<long> answers)
    {
        if (_isOver || !_exchanges.Hears(turn, answers))
            return;
        if (_exchanges.Current is { } exchange)
        {
            exchange.HasWords = true;
            exchange.Timings.BrainFirstTextMs ??= SinceStop(exchange);
        }

        _speech.DropFillers();
        _speech.AddWords(turn, index, words, LocaleOfReply(words));
    }

    /// <inheritdoc/>
    public void OnEntry(Entry entry)
    {
        if (_isOver || entry.Heard is not null)
            return;
        _choices = entry.Parts.Sum(part => part switch
        {
            QuickRepliesPart replies => replies.Choices.Count,
            SlotsPart slots => slots.Slots.Count,
            _ => 0,
        });
        var locale = LocaleOfReply(entry.Text);
        var parts = Wording.PartsOf(entry, locale, _ear.IsDeaf);
        if (!TurnId.TryParse(entry.TurnId, out var turn))
        {
            _speech.SayEntry(entry.Text, locale, PieceKind.Reply);
            _times.Renew(NowMs);
            return;
        }

        if (!_exchanges.Hears(turn, entry.Answers))
        {
            // It was committed before it could be ended, and nobody hears it.
            if (entry.Answers.Count > 0 && _exchanges.IsSuperseded(entry.Answers))
                _ = _conversation.InterruptAsync(turn.Number, "");
            return;
        }

        _hearing.Expects = entry.Expects ?? Expectation.Free;
        if (_exchanges.Current is { } exchange)
        {
            (exchange.HasWords, exchange.IsWhole) = (true, true);
            exchange.Timings.BrainFirstTextMs ??= SinceStop(exchange);
        }

        _speech.DropFillers();
        _speech.SettleReply(turn, entry.Text, parts, locale);
        _ = FollowLocaleAsync();
    }

    /// <inheritdoc/>
    public void OnNothing()
    {
        // Where an operator has the session the brain is silent; a turn that failed is run again by itself.
        if (_isOperators)
            _exchanges.End();
    }

    /// <inheritdoc/>
    public void OnStatus(SessionStatus status, string? operatorName)
    {
        _isOperators = status == SessionStatus.HandedOver && operatorName is not null;
        switch (status)
        {
            case SessionStatus.Closed:
                OnClosed();
                break;
            case SessionStatus.HandedOver or SessionStatus.Waiting when operatorName is null:
                // The brain has asked for a person. One who cannot be dialled answers later, and it goes on till then.
                if (status == SessionStatus.HandedOver || _workspace.Escalation?.Phone is not null)
                    End(CallEnding.Transfer("handed-over"), Phrases.PuttingThrough);
                break;
            case SessionStatus.HandedOver:
                _exchanges.End();
                break;
        }
    }

    /// <inheritdoc/>
    public void OnTranscript(Transcript transcript)
    {
        if (_hearing.Take(transcript, NowMs))
            _parts.Watch.Tell(_ticket.CallSid, new CallEvent.Hearing(_hearing.Current!.Words));
        _floor.Look(NowMs);
    }

    /// <inheritdoc/>
    public void OnDeaf()
    {
        Log.Deaf(_logger, _ticket.CallSid);
        _hearing.Close(isTheirs: false);
        _floor.Resume(NowMs);
        _times.WaitForKey(NowMs);
        _speech.Say(Phrases.HearsNoMore, _floor.Locale, PieceKind.Notice);
    }

    /// <inheritdoc/>
    public void OnFirstSound(SpokenPiece piece)
    {
        if (piece.Turn is not null && piece.Turn == _exchanges.Current?.Turn)
            _exchanges.Current!.Timings.TtsFirstAudioMs ??= SinceStop(_exchanges.Current);
        // The next beat may be 20 ms away.
        _speech.Tick(NowMs);
    }

    /// <inheritdoc/>
    public void OnMute()
    {
        Log.Mute(_logger, _ticket.CallSid);
        Finish(_ending ?? CallEnding.Transfer("speech"));
    }

    private void TickStep()
    {
        Volatile.Write(ref _tickWaits, 0);
        if (_isOver)
            return;
        var now = NowMs;
        if (_outbox.Waiting > StuckAfter || now - _soundMs > MuteMs)
        {
            Log.Stuck(_logger, _ticket.CallSid);
            Finish(CallEnding.Lost("stuck"));
            return;
        }

        // Sound that does not come is silence: who has gone into a tunnel does not speak on for ever.
        while (now - _soundMs > GapMs && _hearing.Current is not null && !_isOver)
        {
            _soundMs += FrameMs;
            _hearing.Take(SilentFrame, now);
        }

        _floor.Look(now);
        _ear.Look();
        _speech.Tick(now);
        EndExchange(now);
        _floor.ChooseProfile();
        if (_keys.Due(now) is { } keys)
            Pressed(keys);
        if (_ending is not null)
            TryFinish(now);
        else
            Watch(now);
    }

    /// <summary>What is said because time passes.</summary>
    private void Watch(long now)
    {
        var isBusy = _hearing.Current is not null || _keys.IsGathering || _floor.IsHeld;
        switch (_times.Look(now, isBusy, _speech, _exchanges.Current, _isOperators))
        {
            case TimeIsUp.Filler:
                _speech.Say(_times.NextFiller(Phrases.Fillers), _floor.Locale, PieceKind.Filler);
                break;
            case TimeIsUp.Status:
                _speech.Say(Phrases.StillLooking, _floor.Locale, PieceKind.Filler);
                break;
            case TimeIsUp.NoAnswer:
                GiveUp("slow");
                break;
            case TimeIsUp.Ask:
                _speech.Say(Phrases.StillThere, _floor.Locale, PieceKind.Question);
                break;
            case TimeIsUp.AskAgain:
                _speech.Say(Phrases.StillThereAgain, _floor.Locale, PieceKind.Question);
                break;
            case TimeIsUp.Leave:
                End(CallEnding.HangUp with { Reason = "silence" }, Phrases.Goodbye);
                break;
            case TimeIsUp.NoKey:
                End(CallEnding.Transfer("speech"), Phrases.PuttingThrough);
                break;
            case TimeIsUp.EndIsNear:
                _speech.Say(Phrases.EndIsNear, _floor.Locale, PieceKind.Notice);
                break;
            case TimeIsUp.EndIsReached:
                End(CallEnding.HangUp with { Reason = "longest" }, Phrases.EndIsReached);
                break;
        }
    }

    private void OnSaid(Utterance utterance, string words)
    {
        var now = NowMs;
        _times.Renew(now);
        Notice(utterance, words);
        _exchanges.Say(words, now, new TurnTimings(utterance.Number)
        {
            VadStopMs = (int)utterance.StoppedMs,
            TextFinalMs = (int?)(utterance.SettledMs - utterance.StoppedMs),
            TurnDecidedMs = (int?)(utterance.DecidedMs - utterance.StoppedMs),
        });
    }

    private void Press(char key)
    {
        if (_ending is not null || _isOver)
            return;
        var now = NowMs;
        _times.Renew(now);
        if (!_speech.IsIdle || _exchanges.Current is not null)
            _floor.Interrupt(now);
        _hearing.Close(isTheirs: false);
        if (_keys.Press(key, now, _hearing.Expects, _choices) is { } keys)
            Pressed(keys);
    }

    private void Pressed(string keys)
    {
        if (keys == KeyPad.Person)
            End(CallEnding.Transfer("key"), Phrases.PuttingThrough);
        else
            _exchanges.Press(keys, NowMs, new TurnTimings(0) { VadStopMs = (int)NowMs, TurnDecidedMs = 0 });
    }

    private void OnClosed()
    {
        // What was said last was the goodbye; where nothing is being said, it was closed by somebody else.
        End(CallEnding.HangUp, _speech.IsIdle ? Phrases.Bye : null);
    }

    private void GiveUp(string reason)
    {
        _speech.DropFillers();
        _speech.Say(Phrases.Sorry, _floor.Locale, PieceKind.Notice, mayBeStopped: false);
        End(CallEnding.Transfer(reason), Phrases.PuttingThrough);
    }

    /// <summary>Says the last words; when they were heard, it is over.</summary>
    private void End(CallEnding ending, string? lastWords)
    {
        if (_ending is not null || _isOver)
            return;
        (_ending, _endingSinceMs, _floor.IsClosed) = (ending, NowMs, true);
        _hearing.Close(isTheirs: false);
        _floor.Resume(NowMs);
        if (lastWords is not null)
            _speech.Say(lastWords, _floor.Locale, PieceKind.Notice, mayBeStopped: false);
    }

    private void TryFinish(long now)
    {
        if (_speech.IsPlayedOut(now) || now - _endingSinceMs >= EndWithinMs)
            Finish(_ending!);
    }

    private void OnHeard(SpokenPiece piece)
    {
        if (piece.Turn is not null && piece.Turn == _exchanges.Current?.Turn)
            _exchanges.Current!.Timings.HeardMs += piece.Length / 8;
    }

    private void OnFirstFrame(TurnId turn)
    {
        if (_exchanges.Current is { } exchange && exchange.Turn == turn)
            exchange.Timings.FirstFrameOutMs ??= SinceStop(exchange);
    }

    private void EndExchange(long now)
    {
        if (_exchanges.Current is not { IsWhole: true } exchange || !_speech.IsIdle)
            return;
        exchange.Timings.LateFrames = _speech.LateFrames - _lateFramesTold;
        _lateFramesTold = _speech.LateFrames;
        _speech.EndReply();
        _exchanges.End();
        _times.Hold(now);
    }

    private int SinceStop(Exchange exchange) => (int)(NowMs - (exchange.Timings.VadStopMs ?? exchange.SinceMs));

    /// <summary>Notices when another language is spoken: twice is no slip.</summary>
    private void Notice(Utterance utterance, string words)
    {
        var heard = utterance.Locale ?? HeardWords.LocaleOf(words);
        if (heard is null)
            return;
        if (heard == _floor.Locale)
            _otherLocale = null;
        else if (_otherLocale == heard)
            SwitchTo(heard);
        else
            _otherLocale = heard;
    }

    private void SwitchTo(string locale)
    {
        if (locale == _floor.Locale || _parts.BackEnds.RecognizersOf(locale).Count == 0)
            return;
        (_otherLocale, _floor.Locale) = (null, locale);
        CallLog.Switched(_logger, _ticket.CallSid, locale);
        _ear.Begin(locale);
    }

    /// <summary>The session's language is the brain's to change; the call follows.</summary>
    private async Task FollowLocaleAsync()
    {
        if (await _conversation.LocaleAsync() is { } locale)
        {
            _turnstile.Pass(() =>
            {
                if (locale == _sessionLocale || _isOver)
                    return;
                _sessionLocale = locale;
                SwitchTo(locale);
            });
        }
    }

    private string LocaleOfReply(string words) =>
        _sessionLocale == _floor.Locale ? _sessionLocale : HeardWords.LocaleOf(words) ?? _sessionLocale;
}
