using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Channels.Web;

/// <summary>A user that the shop's own server vouches for.</summary>
/// <param name="Subject">The shop's id of the user.</param>
internal sealed record VerifiedIdentity(string Subject);

/// <summary>
/// Verifies the JWT with which a shop's server names its signed-in user: RFC 7519 with HS256 (RFC 7518, 3.2) fixed, so
/// that a token cannot choose its own algorithm; audience, times and single use as docs/protocol.md says. What a token
/// says that is not understood here is no reason to refuse it, unless it says that it has to be (RFC 7515, 4.1.11).
/// </summary>
internal sealed class IdentityVerifier(Limits limits, TimeProvider clock)
{
    private const int MaxLength = 4_096;
    private const int MaxIdLength = 256;
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWebTokenHandler Tokens = new() { MaximumTokenSizeInBytes = MaxLength };

    // A workspace's keys come and go with its file; none stays behind in a cache.
    private static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    /// <summary>The identity, or null for a token that does not verify in every point.</summary>
    /// <exception cref="SessionStoreUnavailableException">Whether it was used before could not be asked.</exception>
    public async Task<VerifiedIdentity?> VerifyAsync(string token, Workspace workspace)
    {
        // Without padding and white space (RFC 7515, 2), which a decoder would let pass.
        if (token.Length > MaxLength || !token.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.'))
            return null;
        var now = clock.GetUtcNow();
        var result = await Tokens.ValidateTokenAsync(token, RulesOf(workspace, now));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { IsEncrypted: false } jwt)
            return null;
        if (!IsPlainJwt(jwt.EncodedHeader) || ReadClaims(jwt.EncodedPayload) is not { } claims)
            return null;
        if (claims.Audience != workspace.Id)
            return null;
        // Made for the future, or made long ago to be good for a moment now: a token is made when the user is there.
        if (claims.IssuedAt is { } issued &&
            (issued > now + Skew || issued > claims.Expires || claims.Expires - issued > MaxAhead + Skew))
        {
            return null;
        }

        var used = await limits.UseOnceAsync(
            "identity", $"{workspace.Id}:{claims.Id}", claims.Expires - now + Skew + Skew);
        return used ? new VerifiedIdentity(claims.Subject) : null;
    }

    private static TokenValidationParameters RulesOf(Workspace workspace, DateTimeOffset now) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        // While keys change there are two, and which one a token was signed with is not for the token to say.
        IssuerSigningKeys = (workspace.Web()?.IdentityKeys ?? [])
            .Select(key => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key))),
        TryAllIssuerSigningKeys = true,
        CryptoProviderFactory = Uncached,
        // No one but the shop has its keys, so they say who made it.
        ValidateIssuer = false,
        ValidAudience = workspace.Id,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires > (now - Skew).UtcDateTime && expires <= (now + MaxAhead + Skew).UtcDateTime &&
            (notBefore ?? DateTime.MinValue) <= (now + Skew).UtcDateTime,
    };

    /// <summary>
    /// A signed JWT and nothing else: no other kind of token, no token within a token, nothing that must be understood
    /// and is not. The library takes no offence at any of these.
    /// </summary>
    private static bool IsPlainJwt(string header) =>
        ReadObject(header) is { } json &&
        (!json.TryGetProperty("typ", out _) || Text(json, "typ") is { } type && IsJwtType(type)) &&
        !json.TryGetProperty("crit", out _) && !json.TryGetProperty("cty", out _) &&
        !json.TryGetProperty("b64", out _) &&
        !json.TryGetProperty("enc", out _) && !json.TryGetProperty("zip", out _);

    private static bool IsJwtType(string type) =>
        type.Equals("JWT", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/jwt", StringComparison.OrdinalIgnoreCase);

    /// <summary>The claims with the types they must have: the library takes numbers as texts, and one of two.</summary>
    private static Claims? ReadClaims(string payload)
    {
        if (ReadObject(payload) is not { } json)
            return null;
        var subject = Text(json, "sub");
        var id = Text(json, "jti");
        var audience = Text(json, "aud");
        if (!WellFormed.IsId(subject, MaxIdLength) || !WellFormed.IsId(id, MaxIdLength) || audience is null)
            return null;
        if (!TryReadTime(json, "exp", out var expires) || expires is null)
            return null;
        return TryReadTime(json, "nbf", out _) && TryReadTime(json, "iat", out var issued)
            ? new Claims(subject!, id!, audience, expires.Value, issued)
            : null;
    }

    /// <summary>
    /// A NumericDate (RFC 7519, 2), which may have a fraction; null when it is not there, false when it is none.
    /// </summary>
    private static bool TryReadTime(JsonElement json, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!json.TryGetProperty(name, out var value))
            return true;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds)
            || seconds is not (> 0 and < 253_402_300_799))
            return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        return true;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? WellFormedJson.TextOf(value) : null;

    private static JsonElement? ReadObject(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Claims(
        string Subject, string Id, string Audience, DateTimeOffset Expires, DateTimeOffset? IssuedAt);
}
