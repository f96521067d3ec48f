using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gateway.Simulator;

/// <summary>
/// Where the gateway reaches itself by plain HTTP on loopback, known before anything is built. The socket is bound and listens at once: whoever
/// calls before the server has started waits in its backlog instead of being turned away.
/// </summary>
internal sealed class OwnAddress : IDisposable
{
    private const string Fallback = "http://localhost:5000";
    private const int Backlog = 512;

    private Socket? _socket;

    private OwnAddress(Uri url, IPEndPoint? endPoint, Socket? socket) => (Url, EndPoint, _socket) = (url, endPoint, socket);

    /// <summary>Scheme, loopback address and port.</summary>
    public Uri Url { get; }

    private IPEndPoint? EndPoint { get; }

    /// <summary>The address that the configuration leads to, with its port taken; null when the gateway does not listen there by plain HTTP.</summary>
    /// <param name="builder">Its <c>urls</c> are read, and completed where they leave the port to the system.</param>
    public static OwnAddress? Take(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
            return null;
        var urls = (configuration[WebHostDefaults.ServerUrlsKey] ?? Fallback).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < urls.Length; i++)
        {
            if (!TryRead(urls[i], out var address, out var endPoint))
                continue;
            var socket = Bind(endPoint);
            var port = socket?.LocalEndPoint is IPEndPoint bound ? bound.Port : endPoint.Port;
            urls[i] = FormattableString.Invariant($"{address.Scheme}://{address.Host}:{port}{address.PathBase}");
            configuration[WebHostDefaults.ServerUrlsKey] = string.Join(';', urls);
            var loopback = endPoint.Address.Equals(IPAddress.IPv6Loopback) ? "[::1]" : "127.0.0.1";
            var own = new OwnAddress(
                new Uri(FormattableString.Invariant($"http://{loopback}:{port}")), new IPEndPoint(endPoint.Address, port), socket);
            builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = own.Give);
            return own;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _socket, null)?.Dispose();

    private static bool TryRead(string url, out BindingAddress address, out IPEndPoint endPoint)
    {
        endPoint = new IPEndPoint(IPAddress.Loopback, 0);
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            // The server says what is wrong with it.
            address = null!;
            return false;
        }

        if (!string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) || address.IsUnixPipe || address.IsNamedPipe)
            return false;
        var ip = string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(address.Host, out var named) ? named
            : IPAddress.IPv6Any;
        endPoint = new IPEndPoint(ip, address.Port);
        return IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);
    }

    private static Socket? Bind(IPEndPoint endPoint)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException)
        {
            // In use, or no such network: the server meets the same, and says it.
            socket?.Dispose();
            return null;
        }
    }

    private Socket Give(EndPoint asked) =>
        asked.Equals(EndPoint) && Interlocked.Exchange(ref _socket, null) is { } bound ? bound : SocketTransportOptions.CreateDefaultBoundListenSocket(asked);
}
