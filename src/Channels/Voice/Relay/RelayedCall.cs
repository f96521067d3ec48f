using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
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

    /// <summary>
    /// Done when our part of the call is over: all was written that is to be, and the socket may close.
    /// </summary>
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
            CallLog.NoSession(_logger, error, _ticket.CallSid);
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

    /// <summary>
    /// The session listens: what the caller said meanwhile is taken in now, so that its answer is heard.
    /// </summary>
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
            CallLog.NotNoted(_logger, error, _ticket.CallSid);
        }
        finally
        {
            // Only now: Twilio asks what comes next as soon as it has read this.
            if (ending.Kind != CallEndingKind.Lost)
                _send(RelayWords.End(ending.Reason ?? "goodbye"));
            _parts.Metrics.Ended(ending);
            CallLog.Ended(_logger, _ticket.CallSid, _ticket.Session, ending.Kind, ending.Reason);
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
        CallLog.Switched(_logger, _ticket.CallSid, locale);
    }

    private void OnFault(Exception error)
    {
        CallLog.Fault(_logger, error, _ticket.CallSid);
        // A person can still help the caller, whatever is wrong here.
        if (!_isOver)
            Finish(CallEnding.Transfer("fault"));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 5, Level = LogLevel.Warning, Message = "The relay of call {Call} did not understand us: {What}")]
        public static partial void NotUnderstood(ILogger logger, string call, string what);
    }
}
