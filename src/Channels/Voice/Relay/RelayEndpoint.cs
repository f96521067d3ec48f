using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Relay;

/// <summary>
/// <c>WS /relay/twilio</c>: the words of a call. Nothing is accepted that Twilio has not signed; what then comes must
/// show the ticket of a call that a webhook answered.
/// </summary>
internal sealed class RelayEndpoint(
    TwilioLines lines, TwilioDoor door, ICallTickets tickets, IWorkspaces workspaces, RelayParts parts,
    IHostApplicationLifetime lifetime, ILogger<RelayedCall> logger)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/relay/twilio";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private int _calls;

    /// <summary>Answers the upgrade and holds the call.</summary>
    public async Task HoldAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            door.Refuse(http, "socket", StatusCodes.Status400BadRequest);
            return;
        }

        if (!door.MayOpen(http, lines.AccountsOn(ChannelKind.Voice)))
            return;
        if (Interlocked.Increment(ref _calls) > parts.Options.MostCalls)
        {
            Interlocked.Decrement(ref _calls);
            door.Refuse(http, "busy", StatusCodes.Status503ServiceUnavailable);
            return;
        }

        try
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync(
                new WebSocketAcceptContext { KeepAliveInterval = KeepAlive });
            await new RelaySocket(socket, tickets, workspaces, parts, logger).RunAsync(lifetime.ApplicationStopping);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }
}
