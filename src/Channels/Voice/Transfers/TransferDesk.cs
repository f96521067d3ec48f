using System.Globalization;
using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;
using Twilio.TwiML;
using TwiML = Twilio.TwiML.Voice;

namespace Gateway.Channels.Voice.Transfers;

/// <summary>
/// Puts calls through to a person: the same hand-over as in a chat. First the session is theirs and says what it is
/// about, then their telephone rings, then they hear it and take the call by a key. Each step is noted once, under the
/// part of the call it follows, so that any of them may be asked for again after whoever did it died.
/// </summary>
internal sealed partial class TransferDesk(
    SessionEngine engine, CallBook book, SafetyNet net, CallConnector connector, AnswerMetrics metrics,
    ILogger<TransferDesk> logger)
{
    /// <summary>How often a call comes back to the agent from people who do not take it.</summary>
    private const int MostLegs = 6;

    private const string KeyThatTakes = "1";
    private const int WhisperSeconds = 8;

    /// <summary>Puts a call through, or to a recorder where there is nobody now.</summary>
    /// <param name="place">The call.</param>
    /// <param name="call">The same as the book has it.</param>
    /// <param name="reason">Why, as a word.</param>
    /// <param name="isBroken">Whether we broke off: that is said, and nobody goes on when it is not taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; all that is done may be done
    /// again.</exception>
    public async Task<VoiceResponse> PutThroughAsync(
        CallPlace place, KnownCall call, string reason, bool isBroken, CancellationToken cancellationToken)
    {
        var twiml = new VoiceResponse();
        if (net.WhyNobody(place) is { } nobody)
        {
            await LeaveToRecorderAsync(place, call, nobody, cancellationToken);
            net.AppendRecorder(twiml, place, nobody == "closed" ? place.Words.Closed : place.Words.NobodyThere);
            return twiml;
        }

        if (call.Owner.Session is { } session)
        {
            // Before it rings: who picks up may look there first.
            await engine.ChangeStatusAsync(session, SessionStatus.HandedOver);
            var about = await SummaryAsync(place.Notes, call, session);
            await NoteAsync(
                place, session, "transfer", Format(place.Notes.NoteTransfer, place.Notes.Reason(reason), about));
        }

        if (await book.DoOnceAsync(place.CallSid, $"transfer:{place.Leg}", cancellationToken))
        {
            metrics.Transferred(reason);
            Log.Dialling(logger, place.CallSid, place.Line.Workspace.Id, place.Leg, reason);
        }

        net.Append(twiml, place, isBroken ? place.Words.Interrupted : null, comesBack: !isBroken);
        return twiml;
    }

    /// <summary>What is told to who has picked up.</summary>
    /// <param name="place">The call that is put through; its line says who is called.</param>
    /// <param name="call">The same as the book has it; null: not known, and the call is told of without its
    /// words.</param>
    public async Task<VoiceResponse> WhisperAsync(CallPlace place, KnownCall? call)
    {
        var words = place.Notes;
        var about = call?.Owner.Session is { } session ? await SummaryAsync(words, call, session) : "";
        var twiml = new VoiceResponse();
        foreach (var sentence in (string[])[Format(words.Whisper, about), words.WhisperAgain])
        {
            twiml.Append(new TwiML.Gather(
                input: [TwiML.Gather.InputEnum.Dtmf], numDigits: 1, timeout: WhisperSeconds,
                action: place.Addresses.Whispered(place.CallSid, place.Leg))
                .Append(SafetyNet.Sentence(words, sentence)));
        }

        twiml.Hangup();
        return twiml;
    }

    /// <summary>Hears the key of who has picked up.</summary>
    /// <returns>Nothing, which joins the two; or to hang up on them.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<VoiceResponse> TakeAsync(
        CallPlace place, KnownCall? call, string digits, CancellationToken cancellationToken)
    {
        if (digits != KeyThatTakes)
            return new VoiceResponse().Hangup();
        if (call is null)
            return new VoiceResponse();
        if (await book.TakeAsync(place.CallSid, place.Leg, cancellationToken))
            Log.Taken(logger, place.CallSid, place.Line.Workspace.Id, place.Leg);
        if (call.Owner.Session is { } session)
            await NoteAsync(place, session, "taken", place.Notes.NoteTaken);
        return new VoiceResponse();
    }

    /// <summary>Goes on when the person's telephone is no longer rung.</summary>
    /// <param name="place">The call.</param>
    /// <param name="call">The same as the book has it.</param>
    /// <param name="status">What became of it, as Twilio says (<c>DialCallStatus</c>).</param>
    /// <param name="wasBridged">Whether Twilio says that the two spoke.</param>
    /// <param name="comesBack">Whether the agent goes on when nobody took the call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; all that is done may be done
    /// again.</exception>
    public async Task<VoiceResponse> GoOnAsync(
        CallPlace place, KnownCall call, string status, bool wasBridged, bool comesBack,
        CancellationToken cancellationToken)
    {
        if (call.WasTaken(place.Leg) || wasBridged)
            return new VoiceResponse().Hangup();
        var reason = status is "completed" or "answered" or "" ? "not-taken" : status;
        if (await book.DoOnceAsync(place.CallSid, $"alone:{place.Leg}", cancellationToken))
        {
            metrics.NotTaken(reason);
            Log.NotTaken(logger, place.CallSid, place.Line.Workspace.Id, place.Leg, reason);
        }

        if (!comesBack || place.Leg >= MostLegs || call.Owner.Session is not { } session)
        {
            await LeaveToRecorderAsync(place, call, reason, cancellationToken);
            var twiml = new VoiceResponse();
            net.AppendRecorder(twiml, place, place.Words.NobodyThere);
            return twiml;
        }

        await NoteAsync(
            place, session, "alone", Format(place.Notes.NoteNobody, place.Notes.Reason(reason)));
        await engine.ChangeStatusAsync(session, SessionStatus.Open);
        await book.NextLegAsync(place.CallSid, place.Leg, cancellationToken);
        return await connector.ConnectAsync(
            place with { Leg = place.Leg + 1 }, call.Owner, place.Words.ResumeAlone, answeredBy: null,
            cancellationToken);
    }

    /// <summary>Notes that a caller is left to the recorder: the session then waits for a person.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task LeaveToRecorderAsync(
        CallPlace place, KnownCall call, string reason, CancellationToken cancellationToken)
    {
        await book.DoOnceAsync(place.CallSid, Voicemail, cancellationToken);
        if (call.Owner.Session is not { } session)
            return;
        await NoteAsync(
            place, session, "voicemail", Format(place.Notes.NoteVoicemail, place.Notes.Reason(reason)));
        await engine.ChangeStatusAsync(session, SessionStatus.Waiting);
    }

    /// <summary>What the book calls it that a caller is left to the recorder.</summary>
    public const string Voicemail = "voicemail";

    private async Task<string> SummaryAsync(CallWords words, KnownCall call, SessionId session)
    {
        var read = await engine.ReadAsync(session, afterSeq: null, CallSummary.Tail);
        return CallSummary.Of(words, call.Owner.Address, read?.Entries ?? []);
    }

    private Task<long?> NoteAsync(CallPlace place, SessionId session, string what, string text) => engine.AppendAsync(
        session, new NewEntry(EntryRole.System, text),
        string.Create(CultureInfo.InvariantCulture, $"{place.CallSid}:{what}:{place.Leg}"));

    private static string Format(string text, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, text, values);

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Information,
            Message = "Call {Call} of workspace {Workspace} is put through after part {Leg}: {Reason}")]
        public static partial void Dialling(ILogger logger, string call, string workspace, int leg, string reason);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Information,
            Message = "A person has taken call {Call} of workspace {Workspace} after part {Leg}")]
        public static partial void Taken(ILogger logger, string call, string workspace, int leg);

        [LoggerMessage(
            EventId = 3, Level = LogLevel.Information,
            Message = "Nobody took call {Call} of workspace {Workspace} after part {Leg}: {Reason}")]
        public static partial void NotTaken(ILogger logger, string call, string workspace, int leg, string reason);
    }
}
