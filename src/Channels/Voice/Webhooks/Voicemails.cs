using System.Globalization;
using Gateway.Channels.Media;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Media;
using Gateway.Sessions.Texts;
using Microsoft.Extensions.Logging;
using Twilio.TwiML;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>
/// Takes in what callers say to the recorder: as a message of theirs that nobody waits to be answered, with the
/// recording as its file. It is kept also where the session was closed before, in one of its own.
/// </summary>
internal sealed partial class Voicemails(
    SessionEngine engine, CallBook book, MediaSources media, MediaPrefetch prefetch, ILogger<Voicemails> logger)
{
    private const int MaxTranscript = 4_000;
    private const string Type = "audio/x-wav";

    private static readonly TimeSpan NameLives = TimeSpan.FromDays(30);

    /// <summary><c>POST /webhooks/twilio/voice/recorded</c>: a message was recorded.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> TakeAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        var twiml = new VoiceResponse();
        if (request.Line is not { } line || !TwilioSettings.IsSid("RE", request["RecordingSid"]))
            return twiml.Hangup().ToString();
        var call = await book.FindAsync(request.CallSid, line, cancellationToken);
        var words = CallWords.In(line.Workspace.Locale);
        var attachments = await media.RegisterAsync(
            [
                new MediaSource
                {
                    Workspace = line.Workspace.Id,
                    Channel = ChannelKind.Voice,
                    Line = line.Channel.Line!,
                    MessageId = request["RecordingSid"],
                    Index = 0,
                    Location = request["RecordingUrl"],
                    ContentType = Type,
                },
            ],
            cancellationToken);
        var session = await KeepAsync(request, line, call, words.VoicemailText, attachments);
        prefetch.Add(line.Workspace.Id, attachments);
        Log.Kept(logger, request["RecordingSid"], request.CallSid, line.Workspace.Id, session);
        if (request.IsRunning)
            SafetyNet.Say(twiml, CallWords.In(call?.Owner.Locale ?? line.Workspace.Locale), words.Recorded);
        return twiml.Hangup().ToString();
    }

    /// <summary><c>POST /webhooks/twilio/voice/transcribed</c>: Twilio has written down what was recorded.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> TranscribeAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Line is not { } line || request["TranscriptionStatus"] != "completed"
            || WellFormed.Text(request["TranscriptionText"], MaxTranscript) is not { Length: > 0 } text)
            return "<Response/>";
        var call = await book.FindAsync(request.CallSid, line, cancellationToken);
        var words = CallWords.In(line.Workspace.Locale);
        var note = new NewEntry(
            EntryRole.System, string.Format(CultureInfo.InvariantCulture, words.NoteTranscript, text));
        var id = $"{request["RecordingSid"]}:transcript";
        if (call?.Owner.Session is not { } session || await engine.AppendAsync(session, note, id) is null)
            await engine.AppendAsync(await OwnSessionAsync(request, line, call), note, id);
        return "<Response/>";
    }

    private async Task<SessionId> KeepAsync(
        VoiceRequest request, TwilioLine line, KnownCall? call, string text, IReadOnlyList<Attachment> attachments)
    {
        if (call?.Owner.Session is { } session)
        {
            var accepted = await engine.AcceptAsync(MessageOf(request, line, call, session, text, attachments));
            if (accepted.Outcome is AcceptOutcome.Accepted or AcceptOutcome.Duplicate)
            {
                await engine.ChangeStatusAsync(session, SessionStatus.Waiting);
                return session;
            }
        }

        var own = await OwnSessionAsync(request, line, call);
        await engine.AcceptAsync(MessageOf(request, line, call, own, text, attachments));
        await engine.ChangeStatusAsync(own, SessionStatus.Waiting);
        return own;
    }

    /// <summary>Where the call's session takes nothing in any more, or nobody of ours had the call.</summary>
    private Task<SessionId> OwnSessionAsync(VoiceRequest request, TwilioLine line, KnownCall? call) =>
        engine.OpenNamedAsync(
            line.Workspace.Id, ChannelKind.Voice, AddressOf(request, call), line.Workspace.Locale,
            $"voicemail:{request.CallSid}", NameLives, line.Channel.Line);

    private static InboundMessage MessageOf(
        VoiceRequest request, TwilioLine line, KnownCall? call, SessionId session, string text,
        IReadOnlyList<Attachment> attachments)
    {
        var address = AddressOf(request, call);
        return new InboundMessage
        {
            Workspace = line.Workspace.Id,
            Channel = ChannelKind.Voice,
            Address = address,
            Line = line.Channel.Line,
            Session = session,
            ExternalId = request["RecordingSid"],
            Locale = line.Workspace.Locale,
            Content = new MessageContent(text)
            {
                Attachments = attachments,
                NoAnswer = NoAnswer.Voicemail,
                Sender = E164.Is(address)
                    ? new Sender(Name: null, [new ContactIdentity(IdentityKind.Phone, address)])
                    : null,
            },
        };
    }

    private static string AddressOf(VoiceRequest request, KnownCall? call) => call?.Owner.Address ?? request.Address;

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Information,
            Message = "Recording {Recording} of call {Call} of workspace {Workspace} is kept in session {Session}")]
        public static partial void Kept(
            ILogger logger, string recording, string call, string workspace, SessionId session);
    }
}
