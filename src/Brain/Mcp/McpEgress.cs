using System.Net;
using System.Net.Sockets;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Mcp;

/// <summary>
/// The way out to servers that workspaces name: by https, to public addresses, past no redirect. A name is resolved for
/// each connection, and the address that was checked is the one that is dialled.
/// </summary>
internal sealed class McpEgress(IDialer dialer, IOptions<McpOptions> options)
{
    /// <summary>The most bytes of one response.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostAddressesTried = 4;

    /// <summary>A client for one server: what it was given for the one, no other sees.</summary>
    /// <exception cref="IOException">The server's address is none that may be asked.</exception>
    public HttpClient Open(McpServer server)
    {
        if (server.Url.Scheme != Uri.UriSchemeHttps && !(options.Value.AllowLoopback && server.Url.IsLoopback))
            throw new IOException("Only https is allowed.");
        // The handler goes with the client.
#pragma warning disable CA2000
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would resolve the name once more, by itself.
            UseProxy = false,
            // A small answer must not unfold into a large one.
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 32,
            MaxConnectionsPerServer = 16,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, cancellationToken) =>
                await DialAsync(context.DnsEndPoint, server, cancellationToken),
        };
        return new HttpClient(new BoundedResponses(MostBytes) { InnerHandler = sockets })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
    }

    private async Task<Stream> DialAsync(DnsEndPoint host, McpServer server, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await dialer.ResolveAsync(host.Host, cancellationToken);
        var mayBeHere = options.Value.AllowLoopback && server.Url.IsLoopback;
        var allowed = addresses
            .Where(address => PublicInternet.Contains(address) || (mayBeHere && IPAddress.IsLoopback(address)))
            .Take(MostAddressesTried)
            .ToList();
        if (allowed.Count == 0)
            throw new IOException("The server has no public address.");
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await dialer.ConnectAsync(new IPEndPoint(allowed[tried], host.Port), cancellationToken);
            }
            catch (SocketException) when (tried + 1 < allowed.Count)
            {
                // The next address may answer.
            }
        }
    }
}
