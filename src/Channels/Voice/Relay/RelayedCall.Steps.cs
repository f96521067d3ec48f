using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Streams;
using Gateway.Channels.Voice.Turns;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Relay;

/// <summary>What is done at each step.</summary>
internal sealed partial class RelayedCall
{
    /// <inheritdoc/>
    public void OnWords(TurnId turn, int index, string words, IReadOnlyList<long> answers)
    {
        if (_isOver || _ending is not null || !_exchanges.Hears(turn, answers))
            return;
        Answered();
        _speech.AddWords(turn, index, words, _locale, NowMs);
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
        if (!TurnId.TryParse(entry.TurnId, out var turn))
        {
            Say(entry.Text);
            return;
        }

        if (!_exchanges.Hears(turn, entry.Answers))
        {
            // It was committed before it could be ended, and nobody hears it.
            if (entry.Answers.Count > 0 && _exchanges.IsSuperseded(entry.Answers))
                _ = _conversation.InterruptAsync(turn.Number, "");
            return;
        }

        _expects = entry.Expects ?? Expectation.Free;
        Answered();
        if (_exchanges.Current is { } exchange)
            exchange.IsWhole = true;
        _speech.Settle(turn, entry.Text, Wording.PartsOf(entry, _locale), _locale, NowMs);
        _exchanges.End();
        _ = FollowLocaleAsync();
    }

    /// <inheritdoc/>
    public void OnNothing()
    {
        // A turn that failed is run again by itself; what was begun to be said is closed all the same.
        if (!_isOperators)
            return;
        _speech.Close();
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
                _speech.Close();
                _exchanges.End();
                break;
        }
    }

    private void Step(RelayMessage message)
    {
        if (_isOver)
            return;
        if (_early is { } early)
        {
            if (early.Count < MostEarly)
                early.Add(message);
            return;
        }

        switch (message.Kind)
        {
            case RelayMessageKind.Prompt when message.IsLast:
                Hear(message.Text);
                break;
            case RelayMessageKind.Interrupt:
                Interrupt(message.Text);
                break;
            case RelayMessageKind.Dtmf when message.Digit != '\0':
                Press(message.Digit);
                break;
            case RelayMessageKind.Error:
                _parts.Metrics.Odd("relay-error");
                Log.NotUnderstood(_logger, _ticket.CallSid, message.Text);
                break;
            case RelayMessageKind.Setup:
                _parts.Metrics.Odd("again");
                break;
        }
    }

    private void Hear(string text)
    {
        var words = HeardWords.Written(text, _locale, _expects);
        if (_ending is not null || words.Length == 0)
            return;
        // They went on before they were answered: what is on its way answers what they had not finished.
        if (_exchanges.Current is { IsWhole: false })
            Interrupt("");
        _speech.Forget();
        _asked = 0;
        var now = NowMs;
        _exchanges.Say(words, now, new TurnTimings(++_utterances)
        {
            VadStopMs = (int)now,
            TextFinalMs = 0,
            TurnDecidedMs = 0,
        });
    }

    private void Interrupt(string heard) => _exchanges.Interrupt(_speech.Stop(heard), leadMs: 0);

    private void Press(char key)
    {
        if (_ending is not null)
            return;
        _asked = 0;
        if (_keys.Press(key, NowMs, _expects, _choices) is { } keys)
            Pressed(keys);
    }

    private void Pressed(string keys)
    {
        if (keys == KeyPad.Person)
        {
            End(CallEnding.Transfer("key"), Phrases.PuttingThrough);
            return;
        }

        if (_exchanges.Current is { IsWhole: false })
            Interrupt("");
        _speech.Forget();
        var now = NowMs;
        _exchanges.Press(keys, now, new TurnTimings(++_utterances) { VadStopMs = (int)now, TurnDecidedMs = 0 });
    }

    private void Answered()
    {
        if (_exchanges.Current is not { } exchange)
            return;
        exchange.HasWords = true;
        exchange.Timings.BrainFirstTextMs ??= (int)(NowMs - exchange.SinceMs);
    }

    private void Say(string text) => _speech.Say(text, _locale, NowMs);

    /// <summary>Looks what is to be said because time passes.</summary>
    private void Look()
    {
        var now = NowMs;
        if (_isOver)
            return;
        if (_ending is not null)
        {
            if (now >= _endsAtMs)
                Finish(_ending);
            return;
        }

        if (_keys.Due(now) is { } keys)
            Pressed(keys);
        if (now >= _parts.Options.LongestMinutes * 60_000L)
            End(CallEnding.HangUp with { Reason = "longest" }, Phrases.EndIsReached);
        else if (!_isNear && now >= (_parts.Options.LongestMinutes - 1) * 60_000L && _exchanges.Current is null)
            (_isNear, _) = (true, Tell(Phrases.EndIsNear));
        else if (_exchanges.Current is { } exchange && !_isOperators)
            LookAfter(exchange, now);
        else
            LookAtSilence(now);
    }

    private void LookAfter(Exchange exchange, long now)
    {
        var waits = now - exchange.SinceMs;
        _quietSinceMs = now;
        if (exchange.HasWords)
            return;
        if (waits >= _parts.Options.GiveUpMs)
        {
            GiveUp("slow");
        }
        else if (waits >= _parts.Options.StatusMs && !exchange.IsToldToWait)
        {
            exchange.IsToldToWait = true;
            _speech.Say(Phrases.StillLooking + " ", _locale, now, isLast: false);
        }
        else if (waits >= _parts.Options.FillerMs && !exchange.IsFilled)
        {
            exchange.IsFilled = true;
            _speech.Say(Phrases.Fillers[_fillers++ % Phrases.Fillers.Count] + " ", _locale, now, isLast: false);
        }
    }

    private void LookAtSilence(long now)
    {
        _quietSinceMs = Math.Max(_quietSinceMs, _speech.SpeaksUntilMs);
        if (_isOperators || _keys.IsGathering || now - _quietSinceMs < _parts.Options.SilenceMs)
            return;
        _quietSinceMs = now;
        if (_asked++ < 2)
            Say(_asked == 1 ? Phrases.StillThere : Phrases.StillThereAgain);
        else
            End(CallEnding.HangUp with { Reason = "silence" }, Phrases.Goodbye);
    }

    private bool Tell(string text)
    {
        Say(text);
        return true;
    }
}
