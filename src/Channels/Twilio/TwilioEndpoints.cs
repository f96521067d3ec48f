using Gateway.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Twilio's webhooks: messages of contacts, and what became of ours. Twilio is answered only once what it brought is
/// durable; what does not verify gets an empty 403 and leaves a counter and a log line.
/// </summary>
internal sealed partial class TwilioEndpoints(
    TwilioLines lines, TwilioInbox inbox, TwilioReceipts receipts, TwilioDoor door, ILogger<TwilioEndpoints> logger)
{
    /// <summary>Twilio takes an empty answer without a type for a fault (11200, 12300).</summary>
    private static readonly byte[] Nothing = "<Response/>"u8.ToArray();

    /// <summary><c>POST</c> or <c>GET /webhooks/twilio/messages</c>: a message of a contact.</summary>
    public async Task MessagesAsync(HttpContext http)
    {
        TwilioLine? line = null;
        var request = await door.ReadAsync(http, request =>
            !TwilioAddress.TryParse(request.Fields["To"], out var to) || !lines.TryFind(to, out line) ? "number"
            : request.Fields["AccountSid"] != line.Account.AccountSid ? "account"
            : request.IsSignedBy(line.Account, TwilioDoor.SignatureOf(http)) ? null
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
        var request = await door.ReadAsync(http, request =>
        {
            var accounts = lines.AccountsOf(request.Fields["AccountSid"]).ToList();
            account = accounts.Find(account => request.IsSignedBy(account, TwilioDoor.SignatureOf(http)));
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
                await TwilioDoor.AnswerAsync(http, Nothing);
            else
                door.Refuse(http, "account");
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
            door.Count("unreadable");
            TwilioDoor.AnswerEmpty(http, StatusCodes.Status400BadRequest);
            return;
        }

        try
        {
            await inbox.AcceptAsync(line.Workspace, line.Channel, from, inbound);
            await TwilioDoor.AnswerAsync(http, Nothing);
        }
        catch (SessionStoreUnavailableException)
        {
            TurnAway(http);
        }
    }

    private void TurnAway(HttpContext http)
    {
        Log.NotStored(logger);
        http.Response.Headers.RetryAfter = "5";
        TwilioDoor.AnswerEmpty(http, StatusCodes.Status503ServiceUnavailable);
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
