using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twilio.TwiML;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>Answers who calls us, by the line's mode. A call that cannot be taken hears why in a sentence.</summary>
internal sealed partial class IncomingCalls(
    SessionEngine engine, TwilioLines lines, Limits limits, CallBook book, CallConnector connector, SafetyNet net,
    AgentRegistrar agents, AnswerMetrics metrics, IOptions<VoiceOptions> options, ILogger<IncomingCalls> logger)
{
    private static readonly TimeSpan NameLives = TimeSpan.FromDays(2);

    private readonly Allowance _perCaller = new(PerMinute: null, options.Value.CallsPerHour, PerDay: null);

    /// <summary><c>POST /webhooks/twilio/voice</c>: somebody calls.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> AnswerAsync(VoiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Line is not { } line)
            return Refuse("fr", "number", words => words.NotInService);
        var place = request.PlaceOn(line);
        // Two lines of ours would talk to each other for ever.
        if (lines.IsOurs(request.Address))
            return Refuse(place.Locale, "ownLine", words => words.OwnNumber);
        // Who hides their number cannot be told from others who do.
        if (E164.Is(request.Address)
            && await limits.CountAsync("voice-calls", $"{line.Channel.Line}:{request.Address}", _perCaller) is not null)
            return Refuse(place.Locale, "tooOften", words => words.TooOften);
        return place.Settings.ModeOrDefault == VoiceSettings.Agent
            ? await RegisterAsync(place, request, cancellationToken)
            : await ConnectAsync(place, request, cancellationToken);
    }

    /// <summary>Adds a sentence and the end of the call.</summary>
    public static void Refuse(VoiceResponse twiml, string locale, Func<CallWords, string> sentence)
    {
        var words = CallWords.In(locale);
        SafetyNet.Say(twiml, words, sentence(words));
        twiml.Hangup();
    }

    private async Task<string> ConnectAsync(
        CallPlace place, VoiceRequest request, CancellationToken cancellationToken)
    {
        var workspace = place.Line.Workspace;
        var session = await engine.OpenNamedAsync(
            workspace.Id, ChannelKind.Voice, request.Address, place.Locale, $"call:{place.CallSid}", NameLives,
            place.Line.Channel.Line);
        var owner = new CallOwner(
            workspace.Id, place.Line.Channel.Line!, request.Address, place.Locale, session, CallDirection.Inbound);
        // Side by side: the caller hears it ring meanwhile.
        var written = book.OpenAsync(place.CallSid, owner, cancellationToken);
        var connected = connector.ConnectAsync(place, owner, resume: null, answeredBy: null, cancellationToken);
        await Task.WhenAll(written, connected);
        var twiml = await connected;
        metrics.Answered(place.Settings.ModeOrDefault);
        Log.Answered(logger, place.CallSid, workspace.Id, session, place.Settings.ModeOrDefault);
        return twiml.ToString();
    }

    private async Task<string> RegisterAsync(
        CallPlace place, VoiceRequest request, CancellationToken cancellationToken)
    {
        var workspace = place.Line.Workspace;
        await book.OpenAsync(
            place.CallSid,
            new CallOwner(
                workspace.Id, place.Line.Channel.Line!, request.Address, place.Locale, Session: null,
                CallDirection.Inbound),
            cancellationToken);
        var (twiml, problem) = await agents.RegisterAsync(
            place.Settings.AgentId, request["From"], place.Line.Channel.Line!, cancellationToken);
        if (twiml is not null)
        {
            metrics.Answered(VoiceSettings.Agent);
            return twiml;
        }

        metrics.Caught(problem!);
        Log.NotRegistered(logger, place.CallSid, workspace.Id, problem!);
        var caught = new VoiceResponse();
        net.Append(caught, place);
        return caught.ToString();
    }

    private string Refuse(string locale, string reason, Func<CallWords, string> sentence)
    {
        metrics.Answered(reason);
        var twiml = new VoiceResponse();
        Refuse(twiml, locale, sentence);
        return twiml.ToString();
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Information,
            Message = "Call {Call} of workspace {Workspace} is answered in session {Session} by {Mode}")]
        public static partial void Answered(
            ILogger logger, string call, string workspace, SessionId session, string mode);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Error,
            Message = "ElevenLabs did not take call {Call} of workspace {Workspace}: {Problem}")]
        public static partial void NotRegistered(ILogger logger, string call, string workspace, string problem);
    }
}
