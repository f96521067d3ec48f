using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Speech;

/// <summary>Reads single keys of the configuration.</summary>
internal static class SpeechSection
{
    /// <summary>A key's text, trimmed; null where there is none.</summary>
    public static string? Text(IConfiguration configuration, string key) =>
        configuration[key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A key's address without its trailing slash; null where there is none.</summary>
    /// <exception cref="ConfigurationException">It is no address of the web.</exception>
    public static Uri? Address(IConfiguration configuration, string key)
    {
        if (Text(configuration, key) is not { } value)
            return null;
        return Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new ConfigurationException(key, value, "an absolute http or https address");
    }
}
