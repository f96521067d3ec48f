using System.Globalization;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;
using Twilio.TwiML;

namespace Gateway.Channels.Voice.Placing;

/// <summary>
/// What becomes of calls of ours: somebody picks up and is connected with the agent, or a machine does and is hung up
/// on or left a message.
/// </summary>
internal sealed partial class PlacedCalls(
    SessionEngine engine, CallBook book, PlacedBook placed, CallConnector connector, TwilioCalls twilio,
    AnswerMetrics metrics, ILogger<PlacedCalls> logger)
{
    /// <summary>Somebody has picked up.</summary>
    /// <param name="place">The call.</param>
    /// <param name="session">Its session, as our own address of it says; null: none.</param>
    /// <param name="answeredBy">Who it is, as far as Twilio knows by now; empty when it does not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> AnswerAsync(
        CallPlace place, SessionId? session, string answeredBy, CancellationToken cancellationToken)
    {
        if (await AdoptAsync(place.CallSid, place.Line, session, cancellationToken) is not { } call)
            return new VoiceResponse().Hangup().ToString();
        metrics.Answered("outbound");
        var twiml = await connector.ConnectAsync(
            place with { Locale = call.Owner.Locale }, call.Owner, resume: null,
            answeredBy.Length > 0 ? answeredBy : null, cancellationToken);
        return twiml.ToString();
    }

    /// <summary>Twilio knows who has picked up.</summary>
    /// <param name="place">The call.</param>
    /// <param name="session">Its session; null: none.</param>
    /// <param name="answeredBy"><c>human</c>, <c>machine_end_beep</c>, <c>fax</c>, …</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task DetectAsync(
        CallPlace place, SessionId? session, string answeredBy, CancellationToken cancellationToken)
    {
        if (!answeredBy.StartsWith("machine", StringComparison.Ordinal) && answeredBy != "fax")
            return;
        if (await AdoptAsync(place.CallSid, place.Line, session, cancellationToken) is not { } call
            || !await book.DoOnceAsync(place.CallSid, "machine", cancellationToken))
            return;
        // Before the socket ends of it: what answers then must not dial a person for a machine.
        await book.EndAsync(place.CallSid, CallEnding.HangUp with { Reason = "machine" }, cancellationToken);
        await NoteAsync(place, call);
        var leaves = place.Settings.LeavesMessages && answeredBy.StartsWith("machine_end", StringComparison.Ordinal);
        metrics.Placed(leaves ? "machine-message" : "machine");
        try
        {
            if (leaves)
                await twilio.SayAsync(place.Line.Account, place.CallSid, MessageOf(place), cancellationToken);
            else
                await twilio.HangUpAsync(place.Line.Account, place.CallSid, cancellationToken);
        }
        catch (TwilioCallException error)
        {
            // The agent goes on talking to the machine, until the silence ends the call.
            Log.NotEnded(logger, place.CallSid, place.Line.Workspace.Id, error.Code);
        }
    }

    /// <summary>
    /// A call as the book has it. One that Twilio tells of before it has answered us is written down now.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<KnownCall?> AdoptAsync(
        string callSid, TwilioLine line, SessionId? session, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(callSid, line, cancellationToken) is { } known)
            return known;
        if (session is not { } id || !CallBook.IsSid(callSid) || await placed.FindAsync(id) is not { } request
            || request.Workspace != line.Workspace.Id || request.Line != line.Channel.Line)
            return null;
        await book.OpenAsync(
            callSid,
            new CallOwner(
                request.Workspace, request.Line, request.Address, request.Locale, id, CallDirection.Outbound),
            cancellationToken);
        await placed.NoteAsync(request.Workspace, request.ExternalId, callSid);
        return await book.FindAsync(callSid, line, cancellationToken);
    }

    private static string MessageOf(CallPlace place)
    {
        var twiml = new VoiceResponse();
        SafetyNet.Say(twiml, place.Words, string.Format(
            CultureInfo.InvariantCulture, place.Words.MachineMessage, place.Line.Workspace.Name));
        return twiml.Hangup().ToString();
    }

    private async Task NoteAsync(CallPlace place, KnownCall call)
    {
        if (call.Owner.Session is { } session)
        {
            await engine.AppendAsync(
                session, new NewEntry(EntryRole.System, place.Notes.NotBegun("machine")), $"{place.CallSid}:machine");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning,
            Message = "Call {Call} of workspace {Workspace} reached a machine and could not be ended: {Reason}")]
        public static partial void NotEnded(ILogger logger, string call, string workspace, string reason);
    }
}
