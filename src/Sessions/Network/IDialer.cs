using System.Net;
using System.Net.Sockets;

namespace Gateway.Sessions.Network;

/// <summary>What stands between what goes out and the network: names to addresses, addresses to connections.</summary>
public interface IDialer
{
    /// <summary>The addresses of a host.</summary>
    /// <exception cref="SocketException">There are none, or nobody can say.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>A connection to that address and no other.</summary>
    /// <exception cref="SocketException">It cannot be made.</exception>
    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken);
}
