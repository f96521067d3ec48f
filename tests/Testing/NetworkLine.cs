using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Testing;

/// <summary>
/// The network between a browser and a gateway: one address that stays while gateways behind it come and go, and a line
/// that can be cut and mended. A line without a gateway at its end is a gateway that is down.
/// </summary>
public sealed class NetworkLine : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _connections = new();
    private readonly Task _accepting;
    private volatile bool _cut;
    private volatile int _port;

    private NetworkLine(TcpListener listener)
    {
        _listener = listener;
        Address = new Uri(
            string.Create(
            CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        _accepting = AcceptAsync();
    }

    /// <summary>Where browsers go to.</summary>
    public Uri Address { get; }

    public static NetworkLine Start()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new NetworkLine(listener);
    }

    /// <summary>Leads to that gateway from now on.</summary>
    public void LeadTo(GatewayProcess gateway) => _port = gateway.Address.Port;

    /// <summary>Breaks every connection and lets no new one through until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var connection in _connections.Keys)
            connection.Dispose();
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connections[client] = CarryAsync(client);
                if (_cut)
                    client.Dispose();
            }
        }
        catch (Exception error)
            when (error is OperationCanceledException or SocketException && _stop.IsCancellationRequested)
        {
            // The line is taken down.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        await Task.Yield();
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), _stop.Token),
                server.GetStream().CopyToAsync(client.GetStream(), _stop.Token));
        }
        catch (Exception error)
            when (error is SocketException or IOException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // One side is gone; the other learns of it below.
        }
        finally
        {
            client.Dispose();
            _connections.TryRemove(client, out _);
        }
    }
}
