using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Channels.Tests.Web;

/// <summary>Identities as a shop's server signs them, and as it would not.</summary>
internal static class Identities
{
    public const string Plain = """{"alg":"HS256","typ":"JWT"}""";

    public static Dictionary<string, object> Claims(
        string subject, DateTimeOffset? expires = null, string audience = "one", string? id = null) => new()
        {
            ["aud"] = audience,
            ["sub"] = subject,
            ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["exp"] = (expires ?? DateTimeOffset.UtcNow.AddMinutes(5)).ToUnixTimeSeconds(),
            ["jti"] = id ?? Guid.NewGuid().ToString("n"),
        };

    /// <summary>Good claims with one that is otherwise.</summary>
    public static Dictionary<string, object> With(string name, object value) => new(Claims("user")) { [name] = value };

    public static string Json(Dictionary<string, object> claims) => JsonSerializer.Serialize(claims);

    /// <summary>The identity of a user as the shop signs it.</summary>
    public static string Of(string user, string workspace = "one") =>
        Sign(WebHost.IdentityKey, Claims(user, audience: workspace));

    public static string Sign(string key, Dictionary<string, object> claims, string algorithm = "HS256") =>
        SignText(key, JsonSerializer.Serialize(new { alg = algorithm, typ = "JWT" }), Json(claims));

    public static string SignText(string key, string header, string payload) =>
        SignBytes(key, Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    public static string SignBytes(string key, byte[] header, byte[] payload)
    {
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed)))}";
    }

    /// <summary>As another algorithm signs, with the key that is meant for HS256.</summary>
    public static string SignHash(
        Func<byte[], byte[], byte[]> hash, string algorithm, Dictionary<string, object> claims)
    {
        var signed = $"{Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Encode(Json(claims))}";
        var signature = hash(Encoding.UTF8.GetBytes(WebHost.IdentityKey), Encoding.UTF8.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Unsigned(string algorithm, Dictionary<string, object> claims) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT" })) + "." +
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims)) + ".";
}
