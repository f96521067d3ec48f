using System.Net;
using System.Net.Sockets;

namespace Gateway.Sessions.Network;

/// <summary>
/// The way out to addresses that a workspace names: to public ones, and to the networks that the configuration allows
/// besides; past no redirect. A name is resolved for each connection, and the address that was checked is the one that
/// is dialled.
/// </summary>
/// <param name="dialer">What stands before the network.</param>
/// <param name="allowed">Networks that may be reached though they are not public.</param>
public sealed class Egress(IDialer dialer, IReadOnlyList<IPNetwork> allowed)
{
    private const int MostAddressesTried = 4;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A handler that goes no other way. A call that is not allowed fails as one that finds nobody
    /// does.</summary>
    /// <param name="besides">Networks that may be reached by this one, too.</param>
    public SocketsHttpHandler Open(params IReadOnlyList<IPNetwork> besides) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would resolve the name once more, by itself.
        UseProxy = false,
        // A small answer must not unfold into a large one.
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        MaxConnectionsPerServer = 16,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ActivityHeadersPropagator = null,
        ConnectCallback = async (context, cancellationToken) =>
            await DialAsync(context.DnsEndPoint, besides, cancellationToken),
    };

    private async Task<Stream> DialAsync(
        DnsEndPoint host, IReadOnlyList<IPNetwork> besides, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await dialer.ResolveAsync(host.Host, cancellationToken);
        var mayBe = addresses
            .Where(address => PublicInternet.Contains(address) || IsIn(allowed, address) || IsIn(besides, address))
            .Take(MostAddressesTried)
            .ToList();
        if (mayBe.Count == 0)
            throw new IOException("There is no address that may be reached.");
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await dialer.ConnectAsync(new IPEndPoint(mayBe[tried], host.Port), cancellationToken);
            }
            catch (SocketException) when (tried + 1 < mayBe.Count)
            {
                // The next address may answer.
            }
        }
    }

    // IPNetwork takes a mapped address for its IPv4 self.
    private static bool IsIn(IReadOnlyList<IPNetwork> networks, IPAddress address) =>
        !address.IsIPv4MappedToIPv6 && networks.Any(network => network.Contains(address));
}
