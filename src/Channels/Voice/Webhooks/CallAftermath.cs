using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Channels.Voice.Transfers;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;
using Twilio.TwiML;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>
/// What becomes of a caller when our part of the call is over. The book says how it ended; where it says nothing,
/// whoever had the call died or lost it: it is connected once more, then a person is dialled.
/// </summary>
internal sealed partial class CallAftermath(
    SessionEngine engine, CallBook book, CallConnector connector, TransferDesk desk, SafetyNet net,
    AnswerMetrics metrics, ILogger<CallAftermath> logger)
{
    /// <summary><c>POST /webhooks/twilio/voice/after?leg=</c>: the socket has ended.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> AfterAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Line is not { } line)
            return new VoiceResponse().Hangup().ToString();
        if (await book.FindAsync(request.CallSid, line, cancellationToken) is not { } call)
            return Catch(request.PlaceOn(line), "unknown");
        if (!request.IsRunning)
            return new VoiceResponse().ToString();
        var place = request.PlaceOn(line, call.Owner.Locale);
        var ending = call.EndingOf(place.Leg);
        var twiml = ending switch
        {
            { Kind: CallEndingKind.HangUp } => new VoiceResponse().Hangup(),
            { Kind: CallEndingKind.Voicemail } => await RecordAsync(place, call, cancellationToken),
            { Kind: CallEndingKind.Transfer } => await desk.PutThroughAsync(
                place, call, ending.Reason ?? "asked", isBroken: false, cancellationToken),
            _ => await ReconnectAsync(place, call, cancellationToken),
        };
        return twiml.ToString();
    }

    /// <summary>
    /// <c>POST …/voice/dialled?leg=&amp;back=</c>: a person's telephone is no longer rung, or hung up.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> DialledAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Line is not { } line)
            return new VoiceResponse().Hangup().ToString();
        var wasBridged = request["DialBridged"] == "true";
        if (await book.FindAsync(request.CallSid, line, cancellationToken) is not { } call)
            return wasBridged || !request.IsRunning
                ? new VoiceResponse().Hangup().ToString()
                : LeaveToRecorder(request.PlaceOn(line));
        if (!request.IsRunning)
            return new VoiceResponse().ToString();
        var twiml = await desk.GoOnAsync(
            request.PlaceOn(line, call.Owner.Locale), call, request["DialCallStatus"], wasBridged, request.ComesBack,
            cancellationToken);
        return twiml.ToString();
    }

    /// <summary><c>POST …/voice/whisper?call=&amp;leg=</c>: a person has picked up.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> WhisperAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Line is not { } line)
            return new VoiceResponse().ToString();
        var call = await book.FindAsync(request.CallSid, line, cancellationToken);
        return (await desk.WhisperAsync(request.PlaceOn(line), call)).ToString();
    }

    /// <summary><c>POST …/voice/whispered?call=&amp;leg=</c>: they have pressed a key.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> WhisperedAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Line is not { } line)
            return new VoiceResponse().ToString();
        var call = await book.FindAsync(request.CallSid, line, cancellationToken);
        var twiml = await desk.TakeAsync(request.PlaceOn(line), call, request["Digits"], cancellationToken);
        return twiml.ToString();
    }

    private async Task<VoiceResponse> RecordAsync(
        CallPlace place, KnownCall call, CancellationToken cancellationToken)
    {
        await desk.LeaveToRecorderAsync(place, call, "not-taken", cancellationToken);
        var twiml = new VoiceResponse();
        net.AppendRecorder(twiml, place, place.Words.NobodyThere);
        return twiml;
    }

    /// <summary>
    /// Connects the call once more, or dials a person where that was done before: what ends one process would end the
    /// next.
    /// </summary>
    private async Task<VoiceResponse> ReconnectAsync(
        CallPlace place, KnownCall call, CancellationToken cancellationToken)
    {
        if (call.Owner.Session is not { } session)
            return await desk.PutThroughAsync(place, call, "lost", isBroken: true, cancellationToken);
        // What was asked for again is answered as it was the first time; a session that was taken for over takes
        // nothing.
        var before = call.ReconnectedAfter;
        if ((before is not null && before != place.Leg)
            || await engine.ReadAsync(session, afterSeq: null, count: 0)
                is not { Session.Status: not SessionStatus.Closed })
        {
            await NoteAsync(place, session, place.Notes.NoteLost);
            Lost(place, "dialled");
            return await desk.PutThroughAsync(place, call, "lost", isBroken: true, cancellationToken);
        }

        await book.ReconnectAsync(place.CallSid, place.Leg, cancellationToken);
        await book.NextLegAsync(place.CallSid, place.Leg, cancellationToken);
        await NoteAsync(place, session, place.Notes.NoteResumed);
        Lost(place, "reconnected");
        return await connector.ConnectAsync(
            place with { Leg = place.Leg + 1 }, call.Owner, place.Words.ResumeLost, answeredBy: null,
            cancellationToken);
    }

    private string Catch(CallPlace place, string reason)
    {
        metrics.Caught(reason);
        Log.Unknown(logger, place.CallSid, place.Line.Workspace.Id);
        var twiml = new VoiceResponse();
        net.Append(twiml, place, place.Words.Interrupted);
        return twiml.ToString();
    }

    private string LeaveToRecorder(CallPlace place)
    {
        var twiml = new VoiceResponse();
        net.AppendRecorder(twiml, place, place.Words.NobodyThere);
        return twiml.ToString();
    }

    private void Lost(CallPlace place, string done)
    {
        metrics.Lost(done);
        Log.Lost(logger, place.CallSid, place.Line.Workspace.Id, place.Leg, done);
    }

    private Task<long?> NoteAsync(CallPlace place, SessionId session, string text) => engine.AppendAsync(
        session, new NewEntry(EntryRole.System, text),
        FormattableString.Invariant($"{place.CallSid}:lost:{place.Leg}"));

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning,
            Message = "Call {Call} of workspace {Workspace} ended without a word in part {Leg}: it is {Done}")]
        public static partial void Lost(ILogger logger, string call, string workspace, int leg, string done);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Warning,
            Message = "Call {Call} of workspace {Workspace} is not in the book: it is left to the safety net")]
        public static partial void Unknown(ILogger logger, string call, string workspace);
    }
}
