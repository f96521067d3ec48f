using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// <c>WS /media/twilio</c>: the sound of a call. Nothing is accepted that Twilio has not signed, over the address with
/// the scheme <c>wss</c>; what then comes must show the ticket of a call that a webhook answered.
/// </summary>
internal sealed class StreamEndpoint(
    ICallTickets tickets, IWorkspaces workspaces, TwilioAccounts accounts, PublicAddress address, WebhookGate gate,
    CallParts parts, FrameTicker ticker, IHostApplicationLifetime lifetime, ILogger<StreamedCall> logger)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/media/twilio";

    private const string Provider = "twilio";
    private const string Https = "https://";
    private const string Http = "http://";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private int _calls;

    /// <summary>How many calls are held.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Answers the upgrade and holds the call.</summary>
    public async Task HoldAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            Refuse(http, "socket", StatusCodes.Status400BadRequest);
            return;
        }

        if (!IsSigned(http))
        {
            Refuse(http, "signature", StatusCodes.Status403Forbidden);
            return;
        }

        if (Interlocked.Increment(ref _calls) > parts.Options.MostCalls)
        {
            Interlocked.Decrement(ref _calls);
            Refuse(http, "busy", StatusCodes.Status503ServiceUnavailable);
            return;
        }

        try
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync(
                new WebSocketAcceptContext { KeepAliveInterval = KeepAlive });
            await new StreamSocket(socket, tickets, workspaces, parts, ticker, logger)
                .RunAsync(lifetime.ApplicationStopping);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>
    /// Whether the upgrade was signed with a token of one of the accounts that lines are called by.
    /// </summary>
    private bool IsSigned(HttpContext http)
    {
        if (!TwilioVerifier.MayBeSignature(http.Request.Headers[TwilioVerifier.Header]))
            return false;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
            target = http.Request.PathBase.ToUriComponent() + http.Request.Path.ToUriComponent();
        var url = address.Of(http.Request, target);
        var socket = url.StartsWith(Https, StringComparison.OrdinalIgnoreCase) ? $"wss://{url[Https.Length..]}"
            : url.StartsWith(Http, StringComparison.OrdinalIgnoreCase) ? $"wss://{url[Http.Length..]}"
            : url;
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in workspaces.All.SelectMany(workspace => workspace.Channels))
        {
            if (channel.Kind == ChannelKind.Voice && accounts.TryFind(channel, out var account, out _))
                tokens.UnionWith(account.SigningTokens);
        }

        return TwilioVerifier.IsSigned(
            socket, TwilioFields.None, http.Request.Headers[TwilioVerifier.Header], tokens);
    }

    private void Refuse(HttpContext http, string reason, int status)
    {
        gate.Refuse(http.Connection.RemoteIpAddress, Provider, reason);
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = status;
    }
}
