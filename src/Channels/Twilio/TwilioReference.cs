using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Sessions;

namespace Gateway.Channels.Twilio;

/// <summary>
/// What stands in a status callback's address in place of our id, which would name a session to everyone whose logs the
/// address passes through: the id, encrypted and signed under a key of the account's own token. The same message of the
/// same account always has the same one.
/// </summary>
public static class TwilioReference
{
    private const int MaxLength = 256;
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>The reference of a message. Fit for a path.</summary>
    /// <param name="id">The message.</param>
    /// <param name="account">Who it is sent with.</param>
    public static string Of(OutboundId id, TwilioAccount account)
    {
        var keys = KeysOf(account.AccountSid, account.AuthToken);
        var plain = Encoding.ASCII.GetBytes(id.ToString());
        var sealedId = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedId.AsSpan(0, NonceLength);
        // A nonce that follows from the message can come again only with the same message, which then looks the same.
        NonceOf(keys, plain).CopyTo(nonce);
        using var cipher = new AesGcm(keys.AsSpan(KeyLength), TagLength);
        cipher.Encrypt(nonce, plain, sealedId.AsSpan(NonceLength + TagLength), sealedId.AsSpan(NonceLength, TagLength));
        return Base64Url.EncodeToString(sealedId);
    }

    /// <summary>
    /// Reads a reference; false for anything that was not made with a token of that account, a plain id among it.
    /// </summary>
    /// <param name="text">What came from outside.</param>
    /// <param name="account">Whose signature it bears.</param>
    /// <param name="id">The message.</param>
    public static bool TryRead(string? text, TwilioAccount account, out OutboundId id)
    {
        id = default;
        if (text is not { Length: > 0 and <= MaxLength } || !Base64Url.IsValid(text))
            return false;
        var sealedId = Base64Url.DecodeFromChars(text);
        if (sealedId.Length <= NonceLength + TagLength)
            return false;
        foreach (var token in account.SigningTokens)
        {
            if (Open(sealedId, KeysOf(account.AccountSid, token)) is { } plain)
                return OutboundId.TryParse(plain, out id);
        }

        return false;
    }

    private static string? Open(byte[] sealedId, byte[] keys)
    {
        var plain = new byte[sealedId.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(keys.AsSpan(KeyLength), TagLength);
        try
        {
            cipher.Decrypt(
                sealedId.AsSpan(0, NonceLength), sealedId.AsSpan(NonceLength + TagLength),
                sealedId.AsSpan(NonceLength, TagLength), plain);
            return Encoding.ASCII.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> NonceOf(byte[] keys, byte[] plain) =>
        HMACSHA256.HashData(keys.AsSpan(0, KeyLength), plain).AsSpan(0, NonceLength);

    private static byte[] KeysOf(string accountSid, string token) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(token), 2 * KeyLength, Encoding.UTF8.GetBytes(accountSid),
        "gateway: status callback"u8.ToArray());
}
