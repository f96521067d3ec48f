using Microsoft.AspNetCore.Http;

namespace Gateway.Channels;

/// <summary>Where the providers reach us.</summary>
/// <param name="Configured">The configured address without a trailing slash (<c>Gateway:PublicUrl</c>), or
/// null.</param>
public sealed record PublicAddress(Uri? Configured)
{
    /// <summary>
    /// The address a request came to: the configured one followed by the request's own path and query as they were
    /// sent. Without a configured one, the scheme and host of the request itself, which only a trusted proxy can have
    /// changed.
    /// </summary>
    public string Of(HttpRequest request, string rawTarget)
    {
        // As it was typed: providers sign their address with its letter case and its port, which a Uri would tidy away.
        var start = Configured?.OriginalString.TrimEnd('/') ?? $"{request.Scheme}://{request.Host.Value}";
        return start + rawTarget;
    }
}
