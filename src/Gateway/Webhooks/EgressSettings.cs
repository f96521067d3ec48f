using System.Net;
using Gateway.Sessions;

namespace Gateway.Webhooks;

/// <summary>
/// Reads <c>Egress:Networks</c>: the networks that may be reached though they are not public, as <c>10.1.0.0/16</c>.
/// </summary>
internal static class EgressSettings
{
    private const string Section = "Egress:Networks";

    /// <summary>The networks; none by default.</summary>
    /// <exception cref="ConfigurationException">One is none; the message names the key.</exception>
    public static IReadOnlyList<IPNetwork> Read(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Section).GetChildren().Select(item =>
            IPNetwork.TryParse(item.Value, out var network)
                ? network
                : throw new ConfigurationException(item.Path, item.Value, "a network such as 10.1.0.0/16")),
    ];
}
