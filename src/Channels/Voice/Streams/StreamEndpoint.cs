using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// <c>WS /media/twilio</c>: the sound of a call. Nothing is accepted that Twilio has not signed, over the address with
/// the scheme <c>wss</c>; what then comes must show the ticket of a call that a webhook answered.
/// </summary>
internal sealed class StreamEndpoint(
    TwilioLines lines, TwilioDoor door, ICallTickets tickets, IWorkspaces workspaces, CallParts parts,
    FrameTicker ticker, IHostApplicationLifetime lifetime, ILogger<StreamedCall> logger)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/media/twilio";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private int _calls;

    /// <summary>How many calls are held.</summary>
    public int Calls => Volatile.Read(ref _calls);

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
            await new StreamSocket(socket, tickets, workspaces, parts, ticker, logger)
                .RunAsync(lifetime.ApplicationStopping);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }
}
