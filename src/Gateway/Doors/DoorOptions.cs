using System.ComponentModel.DataAnnotations;

namespace Gateway.Doors;

/// <summary>
/// How many connections and requests the process takes, whoever asks; section <c>Doors</c> of the configuration.
/// </summary>
internal sealed class DoorOptions
{
    /// <summary>
    /// The most connections at once. Default: what the process's file limit and memory leave
    /// (<see cref="ConnectionLimits"/>).
    /// </summary>
    [Range(16, 10_000_000)]
    public int? MaxConnections { get; set; }

    /// <summary>
    /// The most connections at once of one address (IPv6: one /64) that is no known proxy. Default: a quarter of all.
    /// </summary>
    [Range(4, 10_000_000)]
    public int? MaxConnectionsPerAddress { get; set; }

    /// <summary>
    /// The most new connections a second of one address that is no known proxy; ten seconds' worth may come at once.
    /// Default 500.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerSecond { get; set; } = 500;

    /// <summary>How long a new connection may take to bring its first request, in seconds. Default 15.</summary>
    [Range(1, 600)]
    public int FirstRequestSeconds { get; set; } = 15;

    /// <summary>
    /// The most requests a second of one address that is not this machine, webhooks apart; ten seconds' worth may come
    /// at once. Default 200.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 200;
}
