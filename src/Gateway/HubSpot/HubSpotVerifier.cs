using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.HubSpot;

/// <summary>
/// The third version of the signature on HubSpot's webhooks: HMAC-SHA256 under the app's client secret over method,
/// address, body and time, in base64; what is older than five minutes does not count
/// (https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation and
/// HubSpot/hubspot-api-nodejs <c>src/utils/signature.ts</c>).
/// </summary>
internal static class HubSpotVerifier
{
    /// <summary>The header that it comes in.</summary>
    public const string Header = "X-HubSpot-Signature-v3";

    /// <summary>The header of its time, in milliseconds since 1970-01-01 UTC.</summary>
    public const string TimeHeader = "X-HubSpot-Request-Timestamp";

    /// <summary>How far its time and ours may lie apart, before or after.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Signs.</summary>
    /// <param name="secret">The app's client secret.</param>
    /// <param name="url">The address as HubSpot has it; ours has nothing that is written with percent signs.</param>
    /// <param name="body">Byte for byte as it was sent.</param>
    /// <param name="time">As in its header.</param>
    public static string Sign(string secret, string url, ReadOnlySpan<byte> body, string time)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes("POST" + url));
        hmac.AppendData(body);
        hmac.AppendData(Encoding.UTF8.GetBytes(time));
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }

    /// <summary>Whether the time is one of now.</summary>
    public static bool IsTimely(string? time, DateTimeOffset now) =>
        long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
        && Math.Abs((decimal)now.ToUnixTimeMilliseconds() - sent) <= (decimal)Window.TotalMilliseconds;

    /// <summary>Whether it was signed so. How long it takes tells nothing about the signature.</summary>
    public static bool IsSigned(string secret, string url, ReadOnlySpan<byte> body, string time, string? signature) =>
        signature is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Sign(secret, url, body, time)), Encoding.UTF8.GetBytes(signature));
}
