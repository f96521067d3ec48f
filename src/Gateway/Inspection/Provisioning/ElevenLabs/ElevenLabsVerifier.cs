using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Inspection.Provisioning.ElevenLabs;

/// <summary>
/// The signature on ElevenLabs' webhooks: <c>ElevenLabs-Signature: t=&lt;seconds&gt;,v0=&lt;hex&gt;</c>, HMAC-SHA256
/// over time, dot and body (elevenlabs/elevenlabs-js <c>src/wrapper/webhooks.ts</c>). What is older than thirty minutes
/// does not count, nor what comes from the future.
/// </summary>
internal static class ElevenLabsVerifier
{
    /// <summary>The header that it comes in.</summary>
    public const string Header = "ElevenLabs-Signature";

    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Signs, as they do.</summary>
    public static string Sign(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(seconds.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>What is wrong with a signature: <c>signature</c> or <c>time</c>; null when nothing is.</summary>
    /// <param name="secret">What is signed with.</param>
    /// <param name="header">As it came; null where none did.</param>
    /// <param name="body">Byte for byte as it came.</param>
    /// <param name="now">What time it is here.</param>
    public static string? FlawOf(string secret, string? header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var parts = (header ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (parts.FirstOrDefault(part => part.StartsWith("t=", StringComparison.Ordinal)) is not { } time
            || !long.TryParse(time.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return "signature";
        var expected = Encoding.ASCII.GetBytes(Sign(secret, seconds, body));
        var isSigned = false;
        foreach (var part in parts.Where(part => part.StartsWith("v0=", StringComparison.Ordinal)))
            isSigned |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(part[3..]), expected);
        if (!isSigned)
            return "signature";
        var age = now - DateTimeOffset.FromUnixTimeSeconds(seconds);
        return age > Oldest || age < -Ahead ? "time" : null;
    }
}
