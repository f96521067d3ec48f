using System.Security.Cryptography;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Media;

/// <summary>
/// Signs addresses of files and reads the signatures: each names one file of one workspace and runs out. Absolute when
/// it is configured where we are reached, else a path.
/// </summary>
internal sealed class MediaLinks(
    IDataProtectionProvider protection, PublicAddress address, IOptions<MediaOptions> options, TimeProvider clock)
    : IMediaLinks
{
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Gateway.Channels.Media.Link.v1")
        .ToTimeLimitedDataProtector();

    /// <inheritdoc/>
    public Attachment Sign(string workspace, Attachment attachment)
    {
        if (!MediaId.TryFind(attachment, out var id))
            return attachment;
        var token = _protector.Protect($"{workspace}/{id}", clock.GetUtcNow().AddMinutes(options.Value.LinkMinutes));
        return attachment with { Url = $"{address.Configured?.AbsoluteUri.TrimEnd('/')}{id.Path}?token={token}" };
    }

    /// <summary>The workspace whose file may be seen; null for anything but a live signature of that file.</summary>
    public string? Read(MediaId id, string? token)
    {
        if (token is not { Length: > 0 and <= 2_048 })
            return null;
        try
        {
            return _protector.Unprotect(token).Split('/') is [var workspace, var file] && file == id.Value
                ? workspace
                : null;
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
