using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Sound;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// A call over a media stream, from the accepted socket to the last word. What comes from the socket is brought here
/// without ever waiting; what goes to it lies in the outbox. All that happens is one step after another.
/// </summary>
internal sealed partial class StreamedCall : ICallVoice, IEarEvents, IVoicingEvents, IAsyncDisposable
{
    // A socket that takes nothing for so long is dead, and one that brings nothing.
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(10);
    private const int MuteMs = 20_000;
    private const int GapMs = 100;
    private const int FrameMs = 20;
    private const int EndWithinMs = 30_000;

    private static readonly byte[] SilentFrame = [.. Enumerable.Repeat(MuLaw.Silence, StreamOutbox.FrameBytes)];

    private readonly CallTicket _ticket;
    private readonly Workspace _workspace;
    private readonly CallOptions _options;
    private readonly CallParts _parts;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _beganAt;

    private readonly Turnstile _turnstile;
    private readonly SoundQueue _sounds = new();
    private readonly StreamOutbox _outbox;
    private readonly Ear _ear;
    private readonly IVoiceActivity _activity;
    private readonly Voicing _voicing;
    private readonly CallHearing _hearing;
    private readonly CallSpeech _speech;
    private readonly CallConversation _conversation;
    private readonly CallExchanges _exchanges;
    private readonly CallFloor _floor;
    private readonly CallTimes _times;
    private readonly KeyPad _keys = new();
    private readonly byte[] _sound = new byte[StreamOutbox.FrameBytes];
    private readonly Action _takeSound;
    private readonly Action _tick;
    private readonly TaskCompletionSource<CallEnding> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _soundWaits;
    private int _tickWaits;
    private long _soundMs;
    private CallEnding? _ending;
    private long _endingSinceMs;
    private int _choices;
    private string? _otherLocale;
    private string _sessionLocale;
    private bool _isOperators;
    private bool _isOver;
    private int _lateFramesTold;

    public StreamedCall(CallTicket ticket, Workspace workspace, CallParts parts, ILogger<StreamedCall> logger)
    {
        (_ticket, _workspace, _parts, _logger) = (ticket, workspace, parts, logger);
        (_options, _clock) = (parts.Options, parts.Clock);
        _beganAt = _clock.GetTimestamp();
        _turnstile = new Turnstile(OnFault);
        _outbox = new StreamOutbox(_clock);
        _ear = new Ear(parts.BackEnds, _turnstile, this, _clock, logger, ticket.CallSid);
        _voicing = new Voicing(parts.BackEnds, parts.Cache, _turnstile, this, _clock, logger, ticket.CallSid);
        _activity = parts.BackEnds.NewActivity();
        _hearing = new CallHearing(new SpeechGate(_activity), _ear);
        var mouth = new Mouth();
        _speech = new CallSpeech(mouth, new FramePacer(mouth, _outbox), _voicing, parts.Watch, ticket.CallSid)
        {
            OnHeard = OnHeard,
            OnFirstFrame = OnFirstFrame,
        };
        _conversation = new CallConversation(parts.Engine, parts.Book, _turnstile, this, ticket, _clock, logger);
        _exchanges = new CallExchanges(_conversation, _turnstile, parts.Watch, parts.Metrics, logger)
        {
            OnLost = () => GiveUp("store"),
            OnClosed = OnClosed,
        };
        _floor = new CallFloor(_hearing, _speech, _exchanges, parts.Watch, ticket.CallSid, _options.FinalMs)
        {
            Locale = ticket.Locale,
            OnSaid = OnSaid,
        };
        _hearing.OnVoice = () => _floor.OnVoice(NowMs);
        _hearing.OnWindow = () => _floor.Look(NowMs);
        _times = new CallTimes(_options);
        _sessionLocale = ticket.Locale;
        (_takeSound, _tick) = (TakeSound, TickStep);
    }

    /// <summary>What is to be written to the socket.</summary>
    public StreamOutbox Outbox => _outbox;

    /// <summary>Done when our part of the call is over, and the socket is to be closed.</summary>
    public Task<CallEnding> Ended => _ended.Task;

    /// <summary>Whether our part of it is over, and only what is to be noted of it is not yet.</summary>
    public bool IsOver => _isOver;

    private long NowMs => (long)_clock.GetElapsedTime(_beganAt).TotalMilliseconds;

    private CallPhrases Phrases => CallPhrases.Of(_floor.Locale);

    /// <summary>Greets the caller and begins to listen.</summary>
    /// <param name="streamSid">Twilio's id of the stream.</param>
    public async Task BeginAsync(string streamSid)
    {
        _outbox.Open(streamSid);
        _parts.Metrics.Began();
        NewEntry? first = null;
        _turnstile.Pass(() => first = Greet());
        try
        {
            if (await _conversation.BeginAsync(first) is { } session)
                _turnstile.Pass(() => _sessionLocale = session.Locale);
            else
                _turnstile.Pass(OnClosed);
        }
        catch (SessionStoreUnavailableException error)
        {
            CallLog.NoSession(_logger, error, _ticket.CallSid);
            _turnstile.Pass(() => GiveUp("store"));
        }
    }

    /// <summary>Brings some of the caller's sound.</summary>
    public void OnSound(ReadOnlySpan<byte> sound, long chunk)
    {
        _sounds.Put(sound, chunk);
        if (Interlocked.Exchange(ref _soundWaits, 1) == 0 && !_turnstile.Pass(_takeSound))
            Volatile.Write(ref _soundWaits, 0);
    }

    /// <summary>A beat of 20 ms.</summary>
    public void Tick()
    {
        if (Interlocked.Exchange(ref _tickWaits, 1) == 0 && !_turnstile.Pass(_tick))
            Volatile.Write(ref _tickWaits, 0);
    }

    /// <summary>A mark has come back.</summary>
    public void OnMark(string? name) => _turnstile.Pass(() => _speech.OnMark(name, NowMs));

    /// <summary>A key was pressed.</summary>
    public void OnKey(char key) => _turnstile.Pass(() => Press(key));

    /// <summary>It ends without our doing.</summary>
    /// <param name="reason"><c>hung-up</c>, <c>socket</c>, …</param>
    public void OnLost(string reason) => _turnstile.Pass(() => Finish(CallEnding.Lost(reason)));

    /// <summary>Waits until all that was brought is done.</summary>
    public Task FlushAsync() => _turnstile.FlushAsync();

    /// <summary>Gives up what was held for it; our part of it must be over.</summary>
    public async ValueTask DisposeAsync()
    {
        _outbox.Complete();
        await _conversation.DisposeAsync();
        await _ear.DisposeAsync();
        await FlushAsync();
        _activity.Dispose();
    }

    private NewEntry? Greet()
    {
        var hears = _ear.Begin(_ticket.Locale);
        _parts.Watch.Tell(_ticket.CallSid, new CallEvent.Answered(_ear.Name));
        if (_ticket.Announcement is { } announcement)
            _speech.Say(announcement, _ticket.Locale, PieceKind.Notice, mayBeStopped: false);
        var greeting = _parts.Greetings.For(_workspace, _ticket.Locale);
        var text = _ticket.Resume ?? greeting.Text;
        // That it is no person who speaks must be heard: the law says so, and it is what greetings begin with.
        _speech.SayEntry(text, _ticket.Locale, PieceKind.Greeting, isKept: true, mustBeHeard: _ticket.Resume is null);
        if (!hears)
            _speech.Say(Phrases.KeysOnly, _ticket.Locale, PieceKind.Notice);
        _speech.Tick(NowMs);
        return new NewEntry(EntryRole.Agent, text) { Author = greeting.AgentName };
    }

    private void TakeSound()
    {
        Volatile.Write(ref _soundWaits, 0);
        for (var length = _sounds.Take(_sound); length > 0; length = _sounds.Take(_sound))
        {
            _soundMs = NowMs;
            if (!_isOver)
                _hearing.Take(_sound.AsSpan(0, length), NowMs);
        }
    }

    private void Finish(CallEnding ending)
    {
        if (_isOver)
            return;
        (_isOver, _floor.IsClosed) = (true, true);
        _exchanges.End();
        _voicing.Dispose();
        _ = EndAsync(ending);
    }

    private async Task EndAsync(CallEnding ending)
    {
        try
        {
            // What the caller said last is stored before the session closes.
            await _exchanges.FlushAsync();
            using var late = new CancellationTokenSource(StuckAfter, _clock);
            await _conversation.EndAsync(ending, late.Token);
        }
        catch (Exception error) when (error is SessionStoreUnavailableException or OperationCanceledException)
        {
            CallLog.NotNoted(_logger, error, _ticket.CallSid);
        }
        finally
        {
            _parts.Metrics.Ended(ending);
            CallLog.Ended(_logger, _ticket.CallSid, _ticket.Session, ending.Kind, ending.Reason);
            _parts.Watch.Tell(_ticket.CallSid, new CallEvent.Ended(ending));
            _ended.TrySetResult(ending);
        }
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
            EventId = 5, Level = LogLevel.Warning, Message = "The socket of call {Call} has stood still for too long")]
        public static partial void Stuck(ILogger logger, string call);

        [LoggerMessage(
            EventId = 7, Level = LogLevel.Warning,
            Message = "Nobody understands the caller of call {Call} any more; it goes on by keys")]
        public static partial void Deaf(ILogger logger, string call);

        [LoggerMessage(
            EventId = 8, Level = LogLevel.Error, Message = "Nothing can be said in call {Call} any more")]
        public static partial void Mute(ILogger logger, string call);
    }
}
