using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Sessions.Redis;

/// <summary>
/// What stands for an address in the name of a key: the first 128 bits of HMAC-SHA-256 over it, as 22 letters of
/// base64url. It is the same on all nodes, and who lacks the key cannot tell by trying addresses which one it is.
/// </summary>
/// <param name="key">The secret, at least <see cref="KeyBytes"/> long.</param>
public sealed class AddressHash(byte[] key)
{
    /// <summary>How long the key is at the least.</summary>
    public const int KeyBytes = 32;

    private const int HashBytes = 16;
    private const int OnStack = 512;
    private const int Remembered = 4_096;

    private readonly Known?[] _known = new Known?[Remembered];

    /// <summary>The hash of something that names a person.</summary>
    public string Of(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= OnStack)
        {
            Span<byte> bytes = stackalloc byte[OnStack];
            HMACSHA256.HashData(key, bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        }
        else
        {
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        }

        return Base64Url.EncodeToString(hash[..HashBytes]);
    }

    /// <summary>As <see cref="Of"/>, for people: who writes now mostly wrote a moment ago, and is remembered.</summary>
    public string OfPerson(string text)
    {
        ref var place = ref _known[(uint)text.GetHashCode(StringComparison.Ordinal) % Remembered];
        if (Volatile.Read(ref place) is { } known && known.Text == text)
            return known.Hash;
        var hash = Of(text);
        Volatile.Write(ref place, new Known(text, hash));
        return hash;
    }

    private sealed record Known(string Text, string Hash);
}
