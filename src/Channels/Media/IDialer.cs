using System.Net;
using System.Net.Sockets;

namespace Gateway.Channels.Media;

/// <summary>What stands between the egress and the network: names to addresses, addresses to connections.</summary>
internal interface IDialer
{
    /// <summary>The addresses of a host.</summary>
    /// <exception cref="SocketException">There are none, or nobody can say.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>A connection to that address and no other.</summary>
    /// <exception cref="SocketException">It cannot be made.</exception>
    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken);
}

/// <summary>The operating system's resolver and sockets.</summary>
internal sealed class SocketDialer : IDialer
{
    /// <inheritdoc/>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
