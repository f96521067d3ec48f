using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Sessions;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Channels.Web;

/// <summary>
/// What a token says: who was let into which session. Whether that still holds, the session itself says.
/// </summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Session">The one session it is for.</param>
/// <param name="Generation">The session's generation it was handed out in.</param>
internal sealed record VisitorToken(string Workspace, SessionId Session, long Generation);

/// <summary>
/// Makes and reads tokens: <c>{session}.{proof}</c>. What stands before the dot is a label; the proof is encrypted and
/// signed, says the same again, and is good for 30 days.
/// </summary>
internal sealed class VisitorTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int MaxLength = 4_096;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    // v1 said nothing of generations. Tokens of that kind are read by no one any more.
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector(
        "Gateway.Channels.Web.Visitor.v2").ToTimeLimitedDataProtector();

    public string Issue(VisitorToken token) =>
        $"{token.Session}.{_protector.Protect(JsonSerializer.Serialize(token, SessionJson.Options), clock.GetUtcNow() + Lifetime)}";

    /// <summary>
    /// The token as it was presented while it is good for half its life or more, so that who keeps it sees the same
    /// one; else a new one in its place.
    /// </summary>
    public string Renew(string presented, VisitorToken token) =>
        TryUnprotect(presented, out _, out var expires) && expires - clock.GetUtcNow() > Lifetime / 2
            ? presented
            : Issue(token);

    /// <summary>Null for anything that is not a live token of that workspace.</summary>
    public VisitorToken? Read(string? token, string workspace)
    {
        if (token is not { Length: > SessionId.Length and <= MaxLength } || !TryUnprotect(token, out var json, out _))
            return null;
        var read = JsonSerializer.Deserialize<VisitorToken>(json, SessionJson.Options);
        return read?.Workspace == workspace && token.StartsWith(read.Session.Value + ".", StringComparison.Ordinal)
            ? read
            : null;
    }

    private bool TryUnprotect(string token, out string json, out DateTimeOffset expires)
    {
        (json, expires) = ("", default);
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return false;
        try
        {
            json = _protector.Unprotect(token[(dot + 1)..], out expires);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
