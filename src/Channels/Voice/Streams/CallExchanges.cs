using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// What the caller said and how it is answered, one exchange after the other: it is handed to the session in order,
/// joined with what was not answered yet, and timed.
/// </summary>
internal sealed partial class CallExchanges(
    CallConversation conversation, Turnstile turnstile, CallWatch watch, CallMetrics metrics, ILogger logger)
{
    private readonly HashSet<long> _superseded = [];
    private Exchange? _joins;
    private Task _sending = Task.CompletedTask;
    private long _cutUpTo;

    /// <summary>What is not answered to its end yet; null where nothing is.</summary>
    public Exchange? Current { get; private set; }

    /// <summary>Told that what they said could not be stored.</summary>
    public Action OnLost { get; set; } = () => { };

    /// <summary>Told that the session takes nothing in any more.</summary>
    public Action OnClosed { get; set; } = () => { };

    private string CallSid => conversation.Ticket.CallSid;

    /// <summary>Hands on what was said.</summary>
    /// <param name="words">The words.</param>
    /// <param name="nowMs">Now.</param>
    /// <param name="timings">As far as they are known.</param>
    public void Say(string words, long nowMs, TurnTimings timings)
    {
        var joins = _joins;
        _joins = null;
        var text = joins is null ? words : $"{joins.Text} {words}";
        Begin(new Exchange(text, nowMs, timings), exchange => conversation.SayAsync(exchange.Text, joins?.Id));
        watch.Tell(CallSid, new CallEvent.Heard(text));
    }

    /// <summary>Hands on keys.</summary>
    public void Press(string keys, long nowMs, TurnTimings timings)
    {
        _joins = null;
        Begin(new Exchange("", nowMs, timings), _ => conversation.PressAsync(keys));
        watch.Tell(CallSid, new CallEvent.Pressed(keys.Length));
    }

    /// <summary>Whether words of a turn are for the caller; if so, they are those of the current exchange.</summary>
    public bool Hears(TurnId turn, IReadOnlyList<long> answers)
    {
        if (turn.Number <= _cutUpTo || (answers.Count > 0 && IsSuperseded(answers)))
            return false;
        if (Current is { } exchange)
            exchange.Turn ??= turn;
        return true;
    }

    /// <summary>Whether all of some utterances were gone on with before they were answered.</summary>
    public bool IsSuperseded(IReadOnlyList<long> answers) => answers.All(_superseded.Contains);

    /// <summary>Ends an exchange whose answer was heard, or will never be.</summary>
    public void End()
    {
        if (Current is not { } exchange)
            return;
        Current = null;
        var timings = exchange.Timings;
        metrics.Timed(timings);
        Log.Timed(
            logger, CallSid, timings.Utterance, timings.VadStopMs, timings.TextFinalMs, timings.TurnDecidedMs,
            timings.BrainFirstTextMs, timings.TtsFirstAudioMs, timings.FirstFrameOutMs, timings.HeardMs,
            timings.Interrupted, timings.Resumed, timings.LeadMs, timings.LateFrames);
        watch.Tell(CallSid, new CallEvent.Timed(timings));
    }

    /// <summary>The caller ends our words.</summary>
    /// <param name="stopped">The turn that was being said with what was heard of it; null where none was.</param>
    /// <param name="leadMs">How much of our sound waited at Twilio.</param>
    /// <param name="heardMs">How long the piece was heard that was being said.</param>
    public void Interrupt((TurnId Turn, string Heard)? stopped, int leadMs, int heardMs = 0)
    {
        var exchange = Current;
        var turn = stopped?.Turn ?? exchange?.Turn;
        var heard = stopped?.Heard ?? "";
        if (turn is { } cut)
            _cutUpTo = Math.Max(_cutUpTo, cut.Number);
        if (turn is null && exchange is null)
            return;
        _ = conversation.InterruptAsync(turn?.Number, heard);
        watch.Tell(CallSid, new CallEvent.Interrupted(turn?.Number, heard));
        if (exchange is null)
            return;
        exchange.Timings.Interrupted = true;
        exchange.Timings.LeadMs ??= leadMs;
        exchange.Timings.HeardMs += heardMs;
        if (string.IsNullOrWhiteSpace(heard) && exchange.Text.Length > 0)
        {
            // They go on with what they had not finished.
            exchange.IsSuperseded = true;
            _joins = exchange;
            if (exchange.Seq > 0)
                _superseded.Add(exchange.Seq);
        }

        End();
    }

    /// <summary>We fell silent for a sound of theirs.</summary>
    public void Paused(int leadMs)
    {
        if (Current is { } exchange)
            exchange.Timings.LeadMs = leadMs;
    }

    /// <summary>We went on.</summary>
    public void Resumed()
    {
        if (Current is { } exchange)
            exchange.Timings.Resumed++;
    }

    /// <summary>Waits until all was handed on.</summary>
    public Task FlushAsync() => _sending;

    private void Begin(Exchange exchange, Func<Exchange, Task<(AcceptResult Result, string Id)>> send)
    {
        End();
        Current = exchange;
        _sending = SendAsync(_sending, exchange, send);
    }

    private async Task SendAsync(
        Task before, Exchange exchange, Func<Exchange, Task<(AcceptResult Result, string Id)>> send)
    {
        await before;
        try
        {
            var (result, id) = await send(exchange);
            // Before the next one is sent, which may replace this one.
            exchange.Id = id;
            turnstile.Pass(() => Sent(exchange, result));
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.NotStored(logger, error, CallSid);
            turnstile.Pass(OnLost);
        }
    }

    private void Sent(Exchange exchange, AcceptResult result)
    {
        exchange.Seq = result.Seq;
        if (result.Outcome is AcceptOutcome.SessionClosed or AcceptOutcome.UnknownSession)
        {
            OnClosed();
            return;
        }

        if (result.Outcome == AcceptOutcome.RateLimited)
        {
            Log.TooMuch(logger, CallSid);
            OnLost();
            return;
        }

        if (!exchange.IsSuperseded)
            return;
        // They went on while it was being stored; a turn that answers it alone is to say nothing.
        _superseded.Add(exchange.Seq);
        _ = conversation.InterruptAsync(turn: null, heard: "");
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Information,
            Message = "Call {Call}, utterance {Utterance}: vad_stop={VadStop} text_final={TextFinal} turn_decided={TurnDecided} brain_first_text={BrainFirstText} tts_first_audio={TtsFirstAudio} first_frame_out={FirstFrameOut} heard_ms={HeardMs} interrupted={Interrupted} resumed={Resumed} lead_ms={LeadMs} late_frames={LateFrames}")]
        public static partial void Timed(
            ILogger logger, string call, int utterance, int? vadStop, int? textFinal, int? turnDecided,
            int? brainFirstText, int? ttsFirstAudio, int? firstFrameOut, int heardMs, bool interrupted, int resumed,
            int? leadMs, int lateFrames);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Error, Message = "What was said in call {Call} could not be stored")]
        public static partial void NotStored(ILogger logger, Exception error, string call);

        [LoggerMessage(
            EventId = 3, Level = LogLevel.Warning, Message = "More is said in call {Call} than may be stored")]
        public static partial void TooMuch(ILogger logger, string call);
    }
}
