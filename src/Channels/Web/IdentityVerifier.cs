using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Web;

/// <summary>A user that the shop's own server vouches for.</summary>
/// <param name="Subject">The shop's id of the user.</param>
internal sealed record VerifiedIdentity(string Subject);

/// <summary>
/// Verifies the JWT with which a shop's server names its signed-in user: RFC 7519 with HS256 (RFC 7518, 3.2) fixed, so that a token
/// cannot choose its own algorithm; audience, expiry (at most 10 minutes ahead) and single use as docs/protocol.md says.
/// </summary>
internal sealed class IdentityVerifier(Limits limits, TimeProvider clock)
{
    private const int MaxLength = 4_096;
    private const int MaxIdLength = 256;
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>The identity, or null for a token that does not verify in every point.</summary>
    /// <exception cref="SessionStoreUnavailableException">Whether it was used before could not be asked.</exception>
    public async Task<VerifiedIdentity?> VerifyAsync(string token, Workspace workspace)
    {
        if (token.Length > MaxLength || token.Split('.') is not [var header, var payload, var signature])
            return null;
        if (!HasAlgorithm(header) || !IsSigned($"{header}.{payload}", signature, workspace.Web?.IdentityKeys ?? []))
            return null;
        if (ReadClaims(payload) is not { } claims || claims.Audience != workspace.Id)
            return null;
        var now = clock.GetUtcNow();
        if (claims.Expires <= now - Skew || claims.Expires > now + MaxAhead + Skew)
            return null;
        var used = await limits.UseOnceAsync("identity", $"{workspace.Id}:{claims.Id}", claims.Expires - now + Skew + Skew);
        return used ? new VerifiedIdentity(claims.Subject) : null;
    }

    private static bool HasAlgorithm(string header) =>
        ReadObject(header) is { } json && json.TryGetProperty("alg", out var algorithm) &&
        algorithm.ValueKind == JsonValueKind.String && algorithm.ValueEquals("HS256");

    private static bool IsSigned(string signed, string signature, IReadOnlyList<string> keys)
    {
        if (Decode(signature) is not { } given)
            return false;
        var data = Encoding.UTF8.GetBytes(signed);
        var isSigned = false;
        // Every key is tried whatever the first says, so that the time tells nothing about which one it was.
        foreach (var key in keys)
            isSigned |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), data), given);
        return isSigned;
    }

    private static Claims? ReadClaims(string payload)
    {
        if (ReadObject(payload) is not { } json)
            return null;
        var subject = Text(json, "sub");
        var id = Text(json, "jti");
        var audience = Text(json, "aud");
        if (!WellFormed.IsId(subject, MaxIdLength) || !WellFormed.IsId(id, MaxIdLength) || audience is null)
            return null;
        return json.TryGetProperty("exp", out var expires) && expires.ValueKind == JsonValueKind.Number &&
            expires.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_799
            ? new Claims(subject!, id!, audience, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? WellFormedJson.TextOf(value) : null;

    private static JsonElement? ReadObject(string part)
    {
        if (Decode(part) is not { } bytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record Claims(string Subject, string Id, string Audience, DateTimeOffset Expires);
}
