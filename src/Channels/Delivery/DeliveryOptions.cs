using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.Delivery;

/// <summary>How messages are delivered; section <c>Delivery</c> of the configuration.</summary>
public sealed class DeliveryOptions
{
    /// <summary>
    /// How long a node may be silent about a delivery it works on, in milliseconds; a call to a provider gets five
    /// sixths of it. Default 30,000.
    /// </summary>
    [Range(500, 300_000)]
    public int LeaseMs { get; set; } = 30_000;

    /// <summary>How many deliveries a node works on at once; more wait in Redis. Default 128.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; set; } = 128;

    /// <summary>How often a node looks for deliveries that are due, in milliseconds. Default 1,000.</summary>
    [Range(20, 60_000)]
    public int SweepMs { get; set; } = 1_000;

    /// <summary>
    /// How long to wait before a message whose answer was lost is looked for, each time, in milliseconds. Default
    /// 20,000.
    /// </summary>
    [Range(10, 600_000)]
    public int UnknownWaitMs { get; set; } = 20_000;

    /// <summary>
    /// The pause after the first refusal, doubled after each further one up to five minutes, in milliseconds; half of
    /// it is chance. Default 1,000.
    /// </summary>
    [Range(1, 300_000)]
    public int RetryMs { get; set; } = 1_000;

    /// <summary>
    /// How long a line waits whose provider refuses our credentials, before it is tried again, in milliseconds. Default
    /// 60,000.
    /// </summary>
    [Range(10, 3_600_000)]
    public int ChannelDownMs { get; set; } = 60_000;

    /// <summary>How long a shutdown waits for what is being handed over, in milliseconds. Default 2,000.</summary>
    [Range(0, 60_000)]
    public int DrainMs { get; set; } = 2_000;

    /// <summary>
    /// How long a message is tried before it is given up and parked, in minutes: an answer of yesterday helps no one.
    /// Default 240.
    /// </summary>
    [Range(1, 10_080)]
    public int GiveUpMinutes { get; set; } = 240;
}
