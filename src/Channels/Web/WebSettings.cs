using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Web;

/// <summary>What a workspace's file says of its widget.</summary>
public sealed record WebSettings : ChannelSettings
{
    /// <summary>The public name of the widget.</summary>
    public string? SiteKey { get; init; }

    /// <summary>Exact origins (scheme, host, port) the widget may stand on.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// At most two HS256 keys, each at least 32 bytes, that the shop's own server signs identities with.
    /// </summary>
    public IReadOnlyList<string> IdentityKeys { get; init; } = [];

    /// <inheritdoc/>
    public override string? Name => SiteKey;

    /// <summary>Nothing of the keys.</summary>
    public override string ToString() => $"{nameof(WebSettings)} {SiteKey}";
}
