using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Channels.Voice.Placing;
using Gateway.Channels.Voice.Transfers;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>
/// What Twilio tells of calls and their streams, in any order and more than once. A call that is over stays over, and
/// its session is closed with it; one that was left to the recorder waits for a person instead.
/// </summary>
internal sealed partial class CallStatuses(
    SessionEngine engine, CallBook book, PlacedCalls placed, AnswerMetrics metrics, ILogger<CallStatuses> logger)
{
    private static readonly HashSet<string> Last = ["completed", "busy", "failed", "no-answer", "canceled"];

    /// <summary><c>POST /webhooks/twilio/voice/status</c>: how far a call has come.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> TakeAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        var status = request["CallStatus"];
        if (!Last.Contains(status) || request.Line is not { } line
            || await placed.AdoptAsync(request.CallSid, line, request.Session, cancellationToken) is not { } call)
            return "<Response/>";
        if (call.Owner.Session is { } session)
            await CloseAsync(call, session, status, CallWords.In(line.Workspace.Locale));
        // Last: what was not done before is done when it is told again.
        if (await book.CloseAsync(request.CallSid, status, cancellationToken))
        {
            metrics.Over(status);
            Log.Over(logger, request.CallSid, line.Workspace.Id, status);
        }

        return "<Response/>";
    }

    /// <summary><c>POST /webhooks/twilio/voice/stream</c>: what becomes of a stream.</summary>
    public Task<string> TakeStreamAsync(VoiceRequest request)
    {
        if (request["StreamEvent"] == "stream-error")
        {
            metrics.Lost("stream-error");
            Log.StreamFailed(logger, request.CallSid, request.Line?.Workspace.Id ?? "", request["StreamError"]);
        }

        return Task.FromResult("<Response/>");
    }

    private async Task CloseAsync(KnownCall call, SessionId session, string status, CallWords notes)
    {
        if (call.Owner.Direction == CallDirection.Outbound && status != "completed" && call.Over is null)
        {
            await engine.AppendAsync(
                session,
                new NewEntry(EntryRole.System, notes.NotBegun(status)), $"{call.Sid}:over");
        }

        await engine.ChangeStatusAsync(
            session, call.Did(TransferDesk.Voicemail) ? SessionStatus.Waiting : SessionStatus.Closed);
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Information,
            Message = "Call {Call} of workspace {Workspace} is over: {Status}")]
        public static partial void Over(ILogger logger, string call, string workspace, string status);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Warning,
            Message = "The stream of call {Call} of workspace {Workspace} failed at Twilio: {Fault}")]
        public static partial void StreamFailed(ILogger logger, string call, string workspace, string fault);
    }
}
