using System.Security.Cryptography;
using System.Text;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Tells Telegram's webhooks from those of others. The secret follows from the bot's token, so that all nodes agree on
/// it, nothing has to be kept, and a token that is revoked takes its secret along.
/// </summary>
internal static class TelegramVerifier
{
    /// <summary>The header that carries the secret ("setWebhook", Bot API).</summary>
    public const string Header = "X-Telegram-Bot-Api-Secret-Token";

    private static readonly byte[] Label = "gateway.telegram.webhook-secret.1"u8.ToArray();

    /// <summary>The secret of a bot: 43 characters of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public static string SecretOf(string token) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Label))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Whether what came is the secret. Takes the same time wherever the two differ.</summary>
    /// <param name="secret">What is expected; null of a bot that is not served.</param>
    /// <param name="presented">What came, or null.</param>
    public static bool Matches(string? secret, string? presented)
    {
        // Hashing first gives both the same length, whatever came.
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> found = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""), expected);
        SHA256.HashData(Encoding.UTF8.GetBytes(presented is { Length: <= 256 } ? presented : ""), found);
        return CryptographicOperations.FixedTimeEquals(expected, found) && secret is { Length: > 0 };
    }
}
