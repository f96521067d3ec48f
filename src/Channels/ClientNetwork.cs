using System.Net;
using System.Net.Sockets;

namespace Gateway.Channels;

/// <summary>Whom a limit on addresses counts as one.</summary>
public static class ClientNetwork
{
    /// <summary>An IPv4 address, or the /64 that one IPv6 subscriber has to themselves.</summary>
    /// <param name="address">The caller as trusted proxies tell it; null: not known.</param>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) + "::/64"
            : address.ToString();
    }
}
