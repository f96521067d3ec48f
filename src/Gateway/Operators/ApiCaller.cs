using System.Globalization;
using System.Security.Claims;
using Gateway.Brain.Records;

namespace Gateway.Operators;

/// <summary>What a key's holder may see.</summary>
internal static class ApiCaller
{
    private const string WorkspaceClaim = "workspace";
    private const string KeyClaim = "key";

    /// <summary>The holder of that key.</summary>
    public static ClaimsPrincipal Identify(ApiKey key)
    {
        var identity = new ClaimsIdentity(ApiKeyHandler.Name);
        identity.AddClaim(new Claim(KeyClaim, key.Id.ToString(CultureInfo.InvariantCulture)));
        if (key.Workspace is { } workspace)
            identity.AddClaim(new Claim(WorkspaceClaim, workspace));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>
    /// Whether a caller may know of that workspace. Where it may not, answer 404: a foreign workspace and one that does
    /// not exist look the same.
    /// </summary>
    public static bool MaySee(this ClaimsPrincipal caller, string? workspace) =>
        caller.HasClaim(claim => claim.Type == KeyClaim)
        && (caller.OnlyWorkspace() is not { } only || only == workspace);

    /// <summary>Id of a caller's key, for what must say who did it.</summary>
    /// <exception cref="InvalidOperationException">The caller has none: the endpoint asks for no key.</exception>
    public static string KeyId(this ClaimsPrincipal caller) =>
        caller.FindFirstValue(KeyClaim) ?? throw new InvalidOperationException("The caller has no key.");

    /// <summary>The only workspace a caller may see, or null for all of them.</summary>
    public static string? OnlyWorkspace(this ClaimsPrincipal caller) => caller.FindFirstValue(WorkspaceClaim);
}
