using System.Text;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Answers;
using Gateway.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Twilio.TwiML;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>
/// Twilio's webhooks of calls. What does not verify gets an empty 403; everything else is told what to do with the
/// caller, whatever is down: at worst a person is dialled, or a recorder answers.
/// </summary>
internal sealed partial class VoiceEndpoints(
    TwilioLines lines, TwilioDoor door, PublicAddress address, SafetyNet net, AnswerMetrics metrics,
    ILogger<VoiceEndpoints> logger)
{
    /// <summary>Answers one with what a part of ours makes of it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answer">What Twilio is told, as TwiML.</param>
    public async Task AnswerAsync(HttpContext http, Func<VoiceRequest, CancellationToken, Task<string>> answer)
    {
        if (await ReadAsync(http) is not { } request)
            return;
        string twiml;
        try
        {
            twiml = await answer(request, http.RequestAborted);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            var reason = error is SessionStoreUnavailableException ? "store" : error.GetType().Name;
            metrics.Caught(reason);
            Log.Caught(
                logger, error is SessionStoreUnavailableException ? null : error, request.CallSid,
                request.Line?.Workspace.Id ?? "", reason);
            twiml = Catch(request);
        }

        await TwilioDoor.AnswerAsync(http, Encoding.UTF8.GetBytes(twiml));
    }

    /// <summary>
    /// <c>POST /webhooks/twilio/voice/fallback</c>: Twilio could not have what it asked for elsewhere. Asks nobody.
    /// </summary>
    public async Task FallBackAsync(HttpContext http)
    {
        if (await ReadAsync(http) is not { } request)
            return;
        metrics.Caught("fallback");
        Log.FellBack(logger, request.CallSid, request["ErrorCode"]);
        await TwilioDoor.AnswerAsync(http, Encoding.UTF8.GetBytes(Catch(request)));
    }

    private string Catch(VoiceRequest request)
    {
        // A person who was dialled is joined with the caller rather than hung up on; one who is gone hears nothing.
        var twiml = new VoiceResponse();
        if (request["ParentCallSid"].Length > 0 || !request.IsRunning)
            return twiml.ToString();
        if (request.Line is { } line)
            net.Append(twiml, request.PlaceOn(line));
        else
            IncomingCalls.Refuse(twiml, "fr", words => words.NotInService);
        return twiml.ToString();
    }

    private async Task<VoiceRequest?> ReadAsync(HttpContext http)
    {
        TwilioAccount? account = null;
        var request = await door.ReadAsync(http, request =>
        {
            var accounts = lines.AccountsOf(request.Fields["AccountSid"]).ToList();
            account = accounts.Find(one => request.IsSignedBy(one, TwilioDoor.SignatureOf(http)));
            return account is not null ? null : accounts.Count == 0 ? "account" : "signature";
        });
        if (request is null)
            return null;
        var query = TwilioFields.ReadForm(Encoding.UTF8.GetBytes(http.Request.QueryString.Value?.TrimStart('?') ?? ""));
        return new VoiceRequest(
            request, query ?? TwilioFields.None,
            LineOf(request.Fields["To"], account!) ?? LineOf(request.Fields["From"], account!),
            address.Of(http.Request, ""));
    }

    private TwilioLine? LineOf(string number, TwilioAccount account) =>
        lines.TryFind(ChannelKind.Voice, number, out var line) && line.Account.AccountSid == account.AccountSid
            ? line
            : null;

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Error,
            Message = "Call {Call} of workspace {Workspace} was left to the safety net: {Reason}")]
        public static partial void Caught(
            ILogger logger, Exception? error, string call, string workspace, string reason);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Warning,
            Message = "Twilio fell back to the safety net for call {Call}; its error is {Code}")]
        public static partial void FellBack(ILogger logger, string call, string code);
    }
}
