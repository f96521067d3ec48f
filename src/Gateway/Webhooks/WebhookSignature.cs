using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Webhooks;

/// <summary>
/// How a message is signed: HMAC-SHA256 over its id, the moment it is sent and its body
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
internal static class WebhookSignature
{
    /// <summary>What stands in the header <c>webhook-signature</c>.</summary>
    /// <param name="secret">The workspace's.</param>
    /// <param name="id">As in <c>webhook-id</c>.</param>
    /// <param name="seconds">As in <c>webhook-timestamp</c>: since 1970-01-01 UTC.</param>
    /// <param name="body">Byte for byte as it is sent, in UTF-8.</param>
    public static string Sign(byte[] secret, string id, long seconds, string body) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(
            secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.{body}"))));
}
