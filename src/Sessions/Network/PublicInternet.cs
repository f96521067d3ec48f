using System.Net;
using System.Net.Sockets;

namespace Gateway.Sessions.Network;

/// <summary>
/// Which addresses lie in the public internet: all but those of the IANA special-purpose registries, and all but those
/// in which an IPv4 address is hidden that a translator on the way would take out again.
/// </summary>
public static class PublicInternet
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
            "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // IETF protocol assignments, Teredo and ORCHID among them; documentation; 6to4; AS112.
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    // Of IPv6 only this has been given out. Loopback, mapped and compatible IPv4, NAT64, private, link-local and
    // multicast all lie outside.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>Whether the address is one that anybody on the internet can reach.</summary>
    public static bool Contains(IPAddress address) =>
        // IPNetwork takes a mapped address for its IPv4 self, and then says that 2000::/3 contains it.
        !address.IsIPv4MappedToIPv6 &&
        (address.AddressFamily == AddressFamily.InterNetwork || (Global6.Contains(address) && !HidesIsatap(address))) &&
        !Array.Exists(NotPublic, network => network.Contains(address));

    /// <summary>
    /// ISATAP (RFC 5214, 6.1): the interface part is 00-00-5E-FE or 02-00-5E-FE and an IPv4 address, under any prefix.
    /// </summary>
    private static bool HidesIsatap(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out _) && bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5e
            && bytes[11] == 0xfe;
    }
}
