using Gateway.Sessions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Twilio's webhooks: messages of contacts, and what became of ours. Twilio is answered only once what it brought is
/// durable; what does not verify gets an empty 403 and leaves a counter and a log line.
/// </summary>
internal sealed partial class TwilioEndpoints(
    TwilioLines lines, TwilioInbox inbox, TwilioReceipts receipts, PublicAddress address, WebhookGate gate,
    ILogger<TwilioEndpoints> logger)
{
    private const string Provider = "twilio";

    /// <summary>Twilio takes an empty answer without a type for a fault (11200, 12300).</summary>
    private static readonly byte[] Nothing = "<Response/>"u8.ToArray();

    /// <summary><c>POST</c> or <c>GET /webhooks/twilio/messages</c>: a message of a contact.</summary>
    public async Task MessagesAsync(HttpContext http)
    {
        TwilioLine? line = null;
        var request = await VerifyAsync(http, request =>
            !TwilioAddress.TryParse(request.Fields["To"], out var to) || !lines.TryFind(to, out line) ? "number"
            : request.Fields["AccountSid"] != line.Account.AccountSid ? "account"
            : request.IsSignedBy(line.Account, SignatureOf(http)) ? null
            : "signature");
        if (request is not null && line is not null)
            await AcceptAsync(http, line, TwilioInbound.Read(request.Fields));
    }

    /// <summary>
    /// <c>POST /webhooks/twilio/status/{id}</c>: what became of a message of ours, whose reference stands in the path.
    /// </summary>
    public async Task StatusAsync(HttpContext http)
    {
        TwilioAccount? account = null;
        var request = await VerifyAsync(http, request =>
        {
            var accounts = lines.AccountsOf(request.Fields["AccountSid"]).ToList();
            account = accounts.Find(account => request.IsSignedBy(account, SignatureOf(http)));
            return account is not null ? null : accounts.Count == 0 ? "account" : "signature";
        });
        if (request is null || account is null)
            return;

        try
        {
            var taken = await receipts.TakeAsync(
                account, (string?)http.Request.RouteValues["id"], TwilioStatus.Read(request.Fields),
                http.RequestAborted);
            if (taken)
                await AnswerAsync(http);
            else
                Refuse(http, "account");
        }
        catch (SessionStoreUnavailableException)
        {
            TurnAway(http);
        }
    }

    private async Task AcceptAsync(HttpContext http, TwilioLine line, TwilioInbound inbound)
    {
        if (!TwilioMapping.IsMessageSid(inbound.MessageSid) || !TwilioAddress.TryParse(inbound.From, out var from)
            || from.Prefix != line.Prefix)
        {
            // Twilio's own signature on what Twilio does not send.
            Log.Unreadable(logger, line.Channel.Kind, line.Workspace.Id);
            gate.Count(Provider, "unreadable");
            AnswerEmpty(http, StatusCodes.Status400BadRequest);
            return;
        }

        try
        {
            await inbox.AcceptAsync(line.Workspace, line.Channel, from, inbound);
            await AnswerAsync(http);
        }
        catch (SessionStoreUnavailableException)
        {
            TurnAway(http);
        }
    }

    /// <summary>Reads a webhook and finds out whether it is Twilio's, or answers it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusalOf">Null when it is, else a word for what is wrong.</param>
    private async ValueTask<TwilioRequest?> VerifyAsync(HttpContext http, Func<TwilioRequest, string?> refusalOf)
    {
        // What has nothing that could be a signature costs no look at its body.
        if (!TwilioVerifier.MayBeSignature(SignatureOf(http)))
        {
            Refuse(http, "signature");
            return null;
        }

        var (body, refusal) = await TwilioRequest.ReadBodyAsync(http.Request);
        if (refusal != 0)
        {
            Refuse(http, refusal == StatusCodes.Status413PayloadTooLarge ? "size" : "form", refusal);
            return null;
        }

        // Only now: who is slow to send holds up no one.
        using var place = await gate.EnterAsync(http.Connection.RemoteIpAddress, Provider, http.RequestAborted);
        if (place is null)
        {
            http.Response.Headers.RetryAfter = "1";
            AnswerEmpty(http, StatusCodes.Status429TooManyRequests);
            return null;
        }

        if (TwilioRequest.Read(http.Request, address, body) is not { } request)
        {
            Refuse(http, "form", StatusCodes.Status400BadRequest);
            return null;
        }

        if (refusalOf(request) is not { } reason)
            return request;
        Refuse(http, reason);
        return null;
    }

    private void Refuse(HttpContext http, string reason, int status = StatusCodes.Status403Forbidden)
    {
        gate.Refuse(http.Connection.RemoteIpAddress, Provider, reason);
        AnswerEmpty(http, status);
    }

    private void TurnAway(HttpContext http)
    {
        Log.NotStored(logger);
        http.Response.Headers.RetryAfter = "5";
        AnswerEmpty(http, StatusCodes.Status503ServiceUnavailable);
    }

    private static string? SignatureOf(HttpContext http) => http.Request.Headers[TwilioVerifier.Header];

    private static void AnswerEmpty(HttpContext http, int status)
    {
        // Problem details would tell a stranger what we know.
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = status;
    }

    private static ValueTask AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "text/xml";
        http.Response.ContentLength = Nothing.Length;
        return new ValueTask(http.Response.Body.WriteAsync(Nothing, 0, Nothing.Length));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Error,
            Message =
            "A signed webhook of Twilio for the {Channel} channel of workspace {Workspace} has no sender or no id that can be read")]
        public static partial void Unreadable(ILogger logger, string channel, string workspace);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Warning,
            Message = "A webhook of Twilio was turned away with 503, because the session store does not answer")]
        public static partial void NotStored(ILogger logger);
    }
}
