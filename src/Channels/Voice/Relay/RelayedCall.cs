using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Streams;
using Gateway.Channels.Voice.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Relay;

/// <summary>
/// A call of which Twilio hears and speaks the words: the same session and the same brain as with a call's sound. All
/// that happens is one step after another.
/// </summary>
internal sealed partial class RelayedCall : ICallVoice, IAsyncDisposable
{
    private const int TickMs = 200;
    private const int AfterWordsMs = 500;
    private const int LongestFarewellMs = 15_000;
    private const int MostEarly = 64;

    private readonly CallTicket _ticket;
    private readonly Workspace _workspace;
    private readonly RelayParts _parts;
    private readonly Action<byte[]> _send;
    private readonly ILogger _logger;
    private readonly long _beganAt;
    private readonly Turnstile _turnstile;
    private readonly RelaySpeech _speech;
    private readonly CallConversation _conversation;
    private readonly CallExchanges _exchanges;
    private readonly KeyPad _keys = new();
    private readonly TaskCompletionSource<CallEnding> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _ticks;

    private List<RelayMessage>? _early = [];
    private string _locale;
    private Expectation _expects = Expectation.Free;
    private int _choices;
    private int _asked;
    private int _utterances;
    private int _fillers;
    private long _quietSinceMs;
    private CallEnding? _ending;
    private long _endsAtMs;
    private bool _isOperators;
    private bool _isNear;
    private bool _isOver;

    public RelayedCall(
        CallTicket ticket, Workspace workspace, RelayParts parts, Action<byte[]> send, ILogger<RelayedCall> logger)
    {
        (_ticket, _workspace, _parts, _send, _logger, _locale) =
            (ticket, workspace, parts, send, logger, ticket.Locale);
        _beganAt = parts.Clock.GetTimestamp();
        _turnstile = new Turnstile(OnFault);
        _speech = new RelaySpeech(send);
        _conversation = new CallConversation(
            parts.Engine, parts.Book, _turnstile, this, ticket, parts.Clock, logger);
        _exchanges = new CallExchanges(_conversation, _turnstile, parts.Watch, parts.Metrics, logger)
        {
            OnLost = () => GiveUp("store"),
            OnClosed = OnClosed,
        };
        _ticks = parts.Clock.CreateTimer(
            _ => _turnstile.Pass(Look), state: null, TimeSpan.FromMilliseconds(TickMs),
            TimeSpan.FromMilliseconds(TickMs));
    }

    /// <summary>Done when our part of the call is over: all was written that is to be, and the socket may close.</summary>
    public Task<CallEnding> Ended => _ended.Task;

    private long NowMs => (long)_parts.Clock.GetElapsedTime(_beganAt).TotalMilliseconds;

    private CallPhrases Phrases => CallPhrases.Of(_locale);

    /// <summary>Greets the caller and begins to listen.</summary>
    public async Task BeginAsync()
    {
        _parts.Metrics.Began();
        _parts.Watch.Tell(_ticket.CallSid, new CallEvent.Answered("twilio"));
        NewEntry? first = null;
        _turnstile.Pass(() => first = Greet());
        try
        {
            var session = await _conversation.BeginAsync(first);
            _turnstile.Pass(() => Open(session));
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.NoSession(_logger, error, _ticket.CallSid);
            _turnstile.Pass(() => GiveUp("store"));
        }
    }

    /// <summary>Takes what the relay tells.</summary>
    /// <returns>False when too much waits.</returns>
    public bool Take(RelayMessage message) => _turnstile.Pass(() => Step(message));

    /// <summary>It ends without our doing.</summary>
    /// <param name="reason"><c>hung-up</c>, <c>socket</c>, …</param>
    public void OnLost(string reason) => _turnstile.Pass(() => Finish(CallEnding.Lost(reason)));

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
        _speech.Settle(turn, entry.Text, Wording.SpokenParts(entry.Parts, _locale), _locale, NowMs);
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync();
        await _conversation.DisposeAsync();
    }

    private NewEntry Greet()
    {
        if (_ticket.Announcement is { } announcement)
            _speech.Say(announcement, _locale, NowMs, mayBeInterrupted: false);
        var greeting = _parts.Greetings.For(_workspace, _locale);
        var text = _ticket.Resume ?? greeting.Text;
        _speech.Say(text, _locale, NowMs);
        return new NewEntry(EntryRole.Agent, text) { Author = greeting.AgentName };
    }

    /// <summary>The session listens: what the caller said meanwhile is taken in now, so that its answer is heard.</summary>
    private void Open(Session? session)
    {
        var early = _early;
        _early = null;
        if (session is null)
        {
            OnClosed();
            return;
        }

        Follow(session.Locale);
        foreach (var message in early!)
            Step(message);
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

    private void OnClosed() => End(CallEnding.HangUp, _speech.SpeaksUntilMs > NowMs ? null : Phrases.Bye);

    private void GiveUp(string reason)
    {
        _speech.Close();
        _speech.Say(Phrases.Sorry, _locale, NowMs, mayBeInterrupted: false);
        End(CallEnding.Transfer(reason), Phrases.PuttingThrough);
    }

    /// <summary>Says the last words; when they may have been heard, it is over.</summary>
    private void End(CallEnding ending, string? lastWords)
    {
        if (_ending is not null || _isOver)
            return;
        _ending = ending;
        _speech.Close();
        if (lastWords is not null)
            _speech.Say(lastWords, _locale, NowMs, mayBeInterrupted: false);
        var now = NowMs;
        _endsAtMs = now + Math.Clamp(_speech.SpeaksUntilMs - now + AfterWordsMs, AfterWordsMs, LongestFarewellMs);
    }

    private void Finish(CallEnding ending)
    {
        if (_isOver)
            return;
        _isOver = true;
        _speech.Close();
        _exchanges.End();
        _ = EndAsync(ending);
    }

    private async Task EndAsync(CallEnding ending)
    {
        try
        {
            // What the caller said last is stored before the session closes.
            await _exchanges.FlushAsync();
            using var late = new CancellationTokenSource(RelaySocket.StuckAfter, _parts.Clock);
            await _conversation.EndAsync(ending, late.Token);
        }
        catch (Exception error) when (error is SessionStoreUnavailableException or OperationCanceledException)
        {
            Log.NotNoted(_logger, error, _ticket.CallSid);
        }
        finally
        {
            // Only now: Twilio asks what comes next as soon as it has read this.
            if (ending.Kind != CallEndingKind.Lost)
                _send(RelayWords.End(ending.Reason ?? "goodbye"));
            _parts.Metrics.Ended(ending);
            Log.Ended(_logger, _ticket.CallSid, _ticket.Session, ending.Kind, ending.Reason);
            _parts.Watch.Tell(_ticket.CallSid, new CallEvent.Ended(ending));
            _ended.TrySetResult(ending);
        }
    }

    /// <summary>The session's language is the brain's to change; the call follows.</summary>
    private async Task FollowLocaleAsync()
    {
        if (await _conversation.LocaleAsync() is { } locale)
            _turnstile.Pass(() => Follow(locale));
    }

    private void Follow(string locale)
    {
        if (locale == _locale || _isOver)
            return;
        _locale = locale;
        _send(RelayWords.Switch(CallWords.In(locale).Language));
        Log.Switched(_logger, _ticket.CallSid, locale);
    }

    private void OnFault(Exception error)
    {
        Log.Fault(_logger, error, _ticket.CallSid);
        // A person can still help the caller, whatever is wrong here.
        if (!_isOver)
            Finish(CallEnding.Transfer("fault"));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Error, Message = "Call {Call} could not begin: its session cannot be had")]
        public static partial void NoSession(ILogger logger, Exception error, string call);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Error,
            Message = "How call {Call} ended could not be noted; the network takes it that we died")]
        public static partial void NotNoted(ILogger logger, Exception error, string call);

        [LoggerMessage(
            EventId = 3, Level = LogLevel.Information, Message = "Call {Call} of session {Session} ended: {Kind} {Reason}")]
        public static partial void Ended(
            ILogger logger, string call, SessionId session, CallEndingKind kind, string? reason);

        [LoggerMessage(
            EventId = 4, Level = LogLevel.Error, Message = "Call {Call} broke, and is put through to a person")]
        public static partial void Fault(ILogger logger, Exception error, string call);

        [LoggerMessage(
            EventId = 5, Level = LogLevel.Warning, Message = "The relay of call {Call} did not understand us: {What}")]
        public static partial void NotUnderstood(ILogger logger, string call, string what);

        [LoggerMessage(
            EventId = 6, Level = LogLevel.Information, Message = "Call {Call} goes on in {Locale}")]
        public static partial void Switched(ILogger logger, string call, string locale);
    }
}
