using System.ComponentModel.DataAnnotations;
using Gateway.Sessions.Redis;

namespace Gateway.Sessions;

/// <summary>How the engine works; section <c>Sessions</c> of the configuration.</summary>
public sealed class SessionOptions
{
    /// <summary>
    /// How long a node may work on a session without a sign of life, in milliseconds. Renewed every sixth of it.
    /// Default 15,000.
    /// </summary>
    [Range(500, 300_000)]
    public int LeaseMs { get; set; } = 15_000;

    /// <summary>
    /// How long a node may be silent before the others take up what it ran, in milliseconds; each says a word three
    /// times as often. Default 3,000. A node that was only frozen commits nothing that another has taken up.
    /// </summary>
    [Range(300, 60_000)]
    public int GoneMs { get; set; } = 3_000;

    /// <summary>How many turns a node runs at once; more wait in Redis for it or another node. Default 512.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrentTurns { get; set; } = 512;

    /// <summary>How often a node looks for sessions that are due, in milliseconds. Default 1,000.</summary>
    [Range(20, 60_000)]
    public int SweepMs { get; set; } = 1_000;

    /// <summary>How often a turn is tried before its session is parked. Default 5.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>
    /// The pause before the second attempt, doubled before each further one up to an hour, in milliseconds. Default
    /// 1,000.
    /// </summary>
    [Range(1, 600_000)]
    public int RetryMs { get; set; } = 1_000;

    /// <summary>How long a session stays in Redis after its last change, in days. Default 90.</summary>
    [Range(1, 3_650)]
    public int RetentionDays { get; set; } = 90;

    /// <summary>How long Redis may take to answer, in milliseconds. Default 5,000.</summary>
    [Range(100, 60_000)]
    public int RedisTimeoutMs { get; set; } = 5_000;

    /// <summary>
    /// The secret under which addresses are hashed in the names of Redis's keys, in base64: at least 32 bytes, the same
    /// on every node, for ever. Default null: the gateway makes one and keeps it.
    /// </summary>
    public string? AddressKey { get; set; }

    internal const string AddressKeySetting = "Sessions:AddressKey";

    /// <summary>
    /// How long a shutdown waits for running turns, in milliseconds; those that take longer are run again by another
    /// node or the next start. Default 2,000: the whole process ends within five seconds.
    /// </summary>
    [Range(0, 60_000)]
    public int DrainMs { get; set; } = 2_000;

    /// <summary>The configured key, or null.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    internal byte[]? ReadAddressKey()
    {
        if (string.IsNullOrEmpty(AddressKey))
            return null;
        var bytes = new byte[AddressKey.Length];
        return Convert.TryFromBase64String(AddressKey, bytes, out var length) && length >= AddressHash.KeyBytes
            ? bytes[..length]
            : throw new ConfigurationException(
                AddressKeySetting, $"{AddressKey.Length} characters", "at least 32 bytes in base64");
    }
}
