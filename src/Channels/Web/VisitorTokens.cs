using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Sessions;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Channels.Web;

/// <summary>What a visitor's token says: which session is theirs.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Session">The one session it opens.</param>
/// <param name="User">The shop's own id of the signed-in user the session belongs to, or null for a visitor.</param>
internal sealed record VisitorToken(string Workspace, SessionId Session, string? User);

/// <summary>Makes and reads visitors' tokens: encrypted, signed, good for 30 days from the last time they were used.</summary>
internal sealed class VisitorTokens(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Gateway.Channels.Web.Visitor.v1").ToTimeLimitedDataProtector();

    public string Issue(VisitorToken token) => _protector.Protect(JsonSerializer.Serialize(token, SessionJson.Options), Lifetime);

    /// <summary>Null for anything that is not a live token of that workspace.</summary>
    public VisitorToken? Read(string? token, string workspace)
    {
        if (token is not { Length: > 0 and <= 4_096 })
            return null;
        try
        {
            var read = JsonSerializer.Deserialize<VisitorToken>(_protector.Unprotect(token), SessionJson.Options);
            return read?.Workspace == workspace ? read : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
