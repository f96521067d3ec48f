using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Sessions.Network;

namespace Gateway.Channels.Tests.Media;

/// <summary>
/// A network of the test's own: names lead where it says, every other name to this machine, as the worst of resolvers
/// would have it. Only the home server and the stand-ins for public addresses can be reached; all that is dialled is
/// written down.
/// </summary>
internal sealed class RecordingDialer(int homePort) : IDialer
{
    private readonly SocketDialer _sockets = new();

    public ConcurrentQueue<IPEndPoint> Dialled { get; } = new();

    public ConcurrentQueue<string> Resolved { get; } = new();

    /// <summary>What a name leads to; asked each time.</summary>
    public ConcurrentDictionary<string, Func<IPAddress[]>> Names { get; } = new();

    /// <summary>Which port of this machine stands for a public address.</summary>
    public ConcurrentDictionary<IPEndPoint, int> Public { get; } = new();

    /// <summary>What was dialled besides the home server.</summary>
    public IEnumerable<IPEndPoint> DialledAway =>
        Dialled.Where(address => !address.Equals(new IPEndPoint(IPAddress.Loopback, homePort)));

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Resolved.Enqueue(host);
        return Task.FromResult(
            Names.TryGetValue(host, out var addresses) ? addresses() : [IPAddress.Loopback, IPAddress.IPv6Loopback]);
    }

    public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Dialled.Enqueue(address);
        if (Public.TryGetValue(address, out var port))
            return _sockets.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        return address.Equals(new IPEndPoint(IPAddress.Loopback, homePort))
            ? _sockets.ConnectAsync(address, cancellationToken)
            : throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
