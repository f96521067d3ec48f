using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels.Twilio;

/// <summary>
/// The door that Twilio comes in by, with webhooks and with sockets: what does not verify gets an empty 403 and leaves
/// a counter and a log line.
/// </summary>
internal sealed class TwilioDoor(PublicAddress address, WebhookGate gate)
{
    private const string Provider = "twilio";

    /// <summary>What a request's signature header says; null when it has none.</summary>
    public static string? SignatureOf(HttpContext http) => http.Request.Headers[TwilioVerifier.Header];

    /// <summary>Reads a webhook and finds out whether it is Twilio's, or answers it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusalOf">Null when it is, else a word for what is wrong.</param>
    /// <returns>Null when it was answered.</returns>
    public async ValueTask<TwilioRequest?> ReadAsync(HttpContext http, Func<TwilioRequest, string?> refusalOf)
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

    /// <summary>
    /// Finds out whether a socket that asks to be opened is Twilio's, or answers it with 403 before it is accepted.
    /// Twilio signs the address with <c>wss</c> (https://www.twilio.com/docs/voice/media-streams), which a web server
    /// takes for <c>https</c>; no form is signed.
    /// </summary>
    /// <param name="http">The request to upgrade.</param>
    /// <param name="accounts">Whose signature may stand there.</param>
    /// <returns>False when it was answered.</returns>
    public bool MayOpen(HttpContext http, IEnumerable<TwilioAccount> accounts)
    {
        var signature = SignatureOf(http);
        if (TwilioVerifier.MayBeSignature(signature)
            && SocketUrlOf(http) is var url
            && accounts.Any(one => TwilioVerifier.IsSigned(url, TwilioFields.None, signature, one.SigningTokens)))
            return true;
        Refuse(http, "signature");
        return false;
    }

    /// <summary>Refuses what does not verify.</summary>
    /// <param name="http">The request.</param>
    /// <param name="reason">A word, as <see cref="WebhookGate.Refuse(string, string)"/> has it.</param>
    /// <param name="status">What it is answered.</param>
    public void Refuse(HttpContext http, string reason, int status = StatusCodes.Status403Forbidden)
    {
        gate.Refuse(http.Connection.RemoteIpAddress, Provider, reason);
        AnswerEmpty(http, status);
    }

    /// <summary>Counts a webhook that verified and is refused all the same.</summary>
    public void Count(string reason) => gate.Count(Provider, reason);

    /// <summary>Answers with a status and nothing else.</summary>
    public static void AnswerEmpty(HttpContext http, int status)
    {
        // Problem details would tell a stranger what we know.
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = status;
    }

    /// <summary>Answers with XML in UTF-8.</summary>
    public static ValueTask AnswerAsync(HttpContext http, ReadOnlyMemory<byte> xml)
    {
        http.Response.ContentType = "text/xml";
        http.Response.ContentLength = xml.Length;
        return http.Response.Body.WriteAsync(xml, http.RequestAborted);
    }

    private string SocketUrlOf(HttpContext http)
    {
        var request = http.Request;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
            target = request.PathBase.ToUriComponent() + request.Path.ToUriComponent()
                + request.QueryString.ToUriComponent();
        var url = address.Of(request, target);
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? url : $"wss{url[scheme..]}";
    }
}
