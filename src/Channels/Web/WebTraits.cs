using System.Text;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Web;

/// <summary>What the web is: the visitor begins, watches, and is sent nothing through a provider.</summary>
internal sealed class WebTraits : ChannelTraits
{
    private const int MaxIdentityKeys = 2;
    private const int MinIdentityKeyBytes = 32;
    private const int MaxOrigins = 100;

    /// <inheritdoc/>
    public override string Kind => ChannelKind.Web;

    /// <inheritdoc/>
    public override string NameProperty => "siteKey";

    /// <inheritdoc/>
    public override bool IsDelivered => false;

    /// <inheritdoc/>
    public override bool ShowsWords => true;

    /// <inheritdoc/>
    public override string NameIn(string locale) => locale == "en" ? "Website" : "Site web";

    /// <inheritdoc/>
    public override WorkspaceChannel Read(FileObject json) => new()
    {
        Kind = Kind,
        Settings = new WebSettings
        {
            SiteKey = json.Text(NameProperty, WorkspaceName.Is, "lower-case letters, digits and inner hyphens"),
            AllowedOrigins = json.Texts(
                "allowedOrigins", IsOrigin,
                "an origin as browsers send it: scheme, host and port in lower case, without a slash at the end",
                1, MaxOrigins),
            IdentityKeys = json.Texts(
                "identityKeys", IsIdentityKey, $"a key of at least {MinIdentityKeyBytes} bytes", 0, MaxIdentityKeys),
        },
    };

    // Scheme, host and port exactly as a browser sends them in Origin (RFC 6454).
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.GetLeftPart(UriPartial.Authority) == text;

    // Long enough for HS256 (RFC 7518, section 3.2).
    private static bool IsIdentityKey(string text) => Encoding.UTF8.GetByteCount(text) >= MinIdentityKeyBytes;
}
