using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Channels.Twilio;

/// <summary>
/// The signature that Twilio puts on its webhooks, as Twilio's own library for Node reads it (twilio 6,
/// <c>lib/webhooks/webhooks.js</c>). The one for C# differs where a field is repeated.
/// </summary>
public static class TwilioVerifier
{
    /// <summary>The header it comes in.</summary>
    public const string Header = "X-Twilio-Signature";

    private const string BodyHash = "bodySHA256";

    /// <summary>Length of 20 bytes in Base64.</summary>
    private const int SignatureLength = 28;

    /// <summary>Signs a webhook.</summary>
    /// <param name="url">The address as it stands at Twilio; a fragment is not signed.</param>
    /// <param name="fields">The form's fields, decoded; none for GET and for JSON.</param>
    /// <param name="token">The account's token.</param>
    public static string Sign(string url, IEnumerable<KeyValuePair<string, string>> fields, string token)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        using var text = new SignedText(url.Length, TwilioFields.Of(fields));
        text.Sign(WithoutFragment(url), token, signature);
        return Encoding.ASCII.GetString(signature);
    }

    /// <summary>The parameter that a JSON body's address carries, name and value.</summary>
    public static string BodyParameter(ReadOnlySpan<byte> body) =>
        $"{BodyHash}={Convert.ToHexStringLower(SHA256.HashData(body))}";

    /// <summary>Whether what the header says has the shape of a signature.</summary>
    internal static bool MayBeSignature([NotNullWhen(true)] string? signature) =>
        signature is { Length: SignatureLength } && System.Buffers.Text.Base64.IsValid(signature);

    /// <summary>
    /// Whether a webhook was signed with one of the tokens. How long it takes tells nothing about the signature.
    /// </summary>
    /// <param name="url">The address as it stands at Twilio; the port may be written or left out, because Twilio does
    /// either.</param>
    /// <param name="fields">The form's fields; none for GET and for JSON.</param>
    /// <param name="signature">What the header says.</param>
    /// <param name="tokens">The account's tokens.</param>
    internal static bool IsSigned(string url, TwilioFields fields, string? signature, IEnumerable<string> tokens)
    {
        Span<byte> given = stackalloc byte[SignatureLength];
        if (signature is not { Length: SignatureLength } || !Ascii.IsValid(signature))
            return false;
        Encoding.ASCII.GetBytes(signature, given);

        url = WithoutFragment(url);
        var (withoutPort, withPort) = (WithoutPort(url), WithPort(url));
        using var text = new SignedText(Math.Max(withoutPort.Length, withPort.Length), fields);
        Span<byte> expected = stackalloc byte[SignatureLength];
        foreach (var token in tokens)
        {
            text.Sign(withoutPort, token, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, given))
                return true;
            text.Sign(withPort, token, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, given))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a body that is not a form is the one whose hash stands in the signed address. Without a hash it is not.
    /// </summary>
    internal static bool IsBodyOf(string url, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return QueryValue(WithoutFragment(url)) is { } stated &&
            CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(stated), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash)));
    }

    private static string? QueryValue(string url)
    {
        var start = url.IndexOf('?', StringComparison.Ordinal);
        if (start < 0)
            return null;
        foreach (var range in url.AsSpan(start + 1).Split('&'))
        {
            var parameter = url.AsSpan(start + 1)[range];
            if (parameter.StartsWith(BodyHash + "=", StringComparison.Ordinal))
                return parameter[(BodyHash.Length + 1)..].ToString();
        }

        return null;
    }

    private static string WithoutFragment(string url) =>
        url.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0 ? url[..hash] : url;

    private static string WithoutPort(string url) =>
        PortOf(url) is { Length: > 0 } port ? url.Remove(port.Start, port.Length) : url;

    private static string WithPort(string url) => PortOf(url) is { Start: > 0, Length: 0 } port
        ? url.Insert(port.Start, IsSecure(url) ? ":443" : ":80")
        : url;

    private static bool IsSecure(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("wss://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where an address's port stands with its colon, or would stand; (0, 0) in what is no address.</summary>
    private static (int Start, int Length) PortOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 1 || !IsScheme(url.AsSpan(0, scheme)))
            return default;
        var start = scheme + 3;
        var length = url.AsSpan(start).IndexOfAny('/', '?', '#');
        var end = length < 0 ? url.Length : start + length;
        var authority = url.AsSpan(start, end - start);
        var host = authority.LastIndexOf('@') + 1;
        // A colon inside the brackets of an IPv6 address is not a port's.
        var bracket = authority[host..].LastIndexOf(']');
        var colon = authority[(host + bracket + 1)..].IndexOf(':');
        return colon < 0 ? (end, 0) : (start + host + bracket + 1 + colon, end - (start + host + bracket + 1 + colon));
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('+' or '.' or '-'))
                return false;
        }

        return char.IsAsciiLetter(text[0]);
    }

    /// <summary>
    /// The text that is signed. The fields are written once; each form of the address goes right before them.
    /// </summary>
    private ref struct SignedText
    {
        private readonly byte[] _rented;
        private readonly int _fieldsStart;
        private readonly int _end;

        public SignedText(int maxUrlLength, TwilioFields fields)
        {
            var size = _fieldsStart = Encoding.UTF8.GetMaxByteCount(maxUrlLength);
            foreach (var (name, value) in fields.Sorted)
                size += Encoding.UTF8.GetMaxByteCount(name.Length) + Encoding.UTF8.GetMaxByteCount(value.Length);
            _rented = ArrayPool<byte>.Shared.Rent(size);
            _end = _fieldsStart;
            (string? Name, string? Value) last = default;
            foreach (var (name, value) in fields.Sorted)
            {
                // The same value of the same name counts once.
                if (last == (name, value))
                    continue;
                last = (name, value);
                _end += Encoding.UTF8.GetBytes(name, _rented.AsSpan(_end));
                _end += Encoding.UTF8.GetBytes(value, _rented.AsSpan(_end));
            }
        }

        public readonly void Sign(string url, string token, Span<byte> signature)
        {
            var start = _fieldsStart - Encoding.UTF8.GetByteCount(url);
            Encoding.UTF8.GetBytes(url, _rented.AsSpan(start));
            Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The algorithm is Twilio's.
            HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), _rented.AsSpan(start, _end - start), hash);
#pragma warning restore CA5350
            System.Buffers.Text.Base64.EncodeToUtf8(hash, signature, out _, out _);
        }

        public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
    }
}
