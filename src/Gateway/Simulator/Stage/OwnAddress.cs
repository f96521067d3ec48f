using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Embedded.Servers;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gateway.Simulator.Stage;

/// <summary>
/// Where the gateway reaches itself by plain HTTP on loopback, known before anything is built, and the port that the
/// simulator has to itself. The sockets are bound and listen at once: whoever calls before the server has started waits
/// in their backlog instead of being turned away.
/// </summary>
internal sealed class OwnAddress : IDisposable
{
    private const string Fallback = "http://localhost:5000";
    private const int Backlog = 512;

    private readonly ConcurrentDictionary<EndPoint, Socket> _sockets = [];

    private OwnAddress(Uri url, Uri simulatorUrl) => (Url, SimulatorUrl) = (url, simulatorUrl);

    /// <summary>Scheme, loopback address and port.</summary>
    public Uri Url { get; }

    /// <summary>
    /// Where the simulator is, without a path: a port of its own, which is bound to loopback whatever the gateway's
    /// other addresses are. What a proxy or a forwarder of bytes carries from strangers to the gateway's address looks
    /// as local as its owner; to this port nobody has it carried.
    /// </summary>
    public Uri SimulatorUrl { get; }

    /// <summary>
    /// The address that the configuration leads to, with its port taken; null when the gateway does not listen there by
    /// plain HTTP.
    /// </summary>
    /// <param name="builder">Its <c>urls</c> are read, completed where they leave the port to the system, and given the
    /// simulator's.</param>
    /// <param name="dataPath">Keeps the simulator's port over a restart. The folder must be there.</param>
    public static OwnAddress? Take(WebApplicationBuilder builder, string dataPath)
    {
        var configuration = builder.Configuration;
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
            return null;
        var urls = (configuration[WebHostDefaults.ServerUrlsKey] ?? Fallback)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < urls.Length; i++)
        {
            if (!TryRead(urls[i], out var address, out var endPoint))
                continue;
            var socket = Bind(endPoint);
            var port = (socket?.LocalEndPoint as IPEndPoint)?.Port ?? endPoint.Port;
            urls[i] = FormattableString.Invariant($"{address.Scheme}://{address.Host}:{port}{address.PathBase}");
            var aside = new IPEndPoint(IPAddress.Loopback, FreePort.Keep(PortFileIn(dataPath)));
            var simulatorUrl = SimulatorAt(aside.Port);
            configuration[WebHostDefaults.ServerUrlsKey] = string.Join(';', urls.Append(simulatorUrl.OriginalString));
            var loopback = endPoint.Address.Equals(IPAddress.IPv6Loopback) ? "[::1]" : "127.0.0.1";
            var own = new OwnAddress(new Uri(FormattableString.Invariant($"http://{loopback}:{port}")), simulatorUrl);
            own.Hold(new IPEndPoint(endPoint.Address, port), socket);
            own.Hold(aside, Bind(aside));
            builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = own.Give);
            return own;
        }

        return null;
    }

    /// <summary>Where the simulator is of the gateway that runs, or ran last, with that data path.</summary>
    /// <returns>Without a path; null when there was none.</returns>
    public static Uri? FindSimulator(string dataPath) =>
        FreePort.Find(PortFileIn(dataPath)) is { } port ? SimulatorAt(port) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var endPoint in _sockets.Keys)
        {
            if (_sockets.TryRemove(endPoint, out var socket))
                socket.Dispose();
        }
    }

    private static string PortFileIn(string dataPath) => Path.Combine(dataPath, "simulator.port");

    private static Uri SimulatorAt(int port) => new(FormattableString.Invariant($"http://127.0.0.1:{port}"));

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

        if (!string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) || address.IsUnixPipe
            || address.IsNamedPipe)
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

    private void Hold(IPEndPoint endPoint, Socket? socket)
    {
        if (socket is not null)
            _sockets[endPoint] = socket;
    }

    private Socket Give(EndPoint asked) =>
        _sockets.TryRemove(asked, out var bound) ? bound : SocketTransportOptions.CreateDefaultBoundListenSocket(asked);
}
