using Gateway.Brain.Webhooks;
using Gateway.Sessions;

namespace Gateway.Webhooks;

/// <summary>
/// Reads the section <c>Webhooks</c>: <c>Webhooks:{workspace}:Url</c> and <c>Webhooks:{workspace}:Secret</c>.
/// </summary>
internal static class WebhookSettings
{
    private const string SecretPrefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    /// <summary>The targets there are.</summary>
    /// <exception cref="ConfigurationException">An address or a secret is none; the message names the key.</exception>
    public static WebhookTargets Read(IConfiguration configuration) => new(
        configuration.GetSection("Webhooks").GetChildren().ToDictionary(
            section => section.Key, section => new WebhookTarget(UrlOf(section), SecretOf(section)),
            StringComparer.Ordinal));

    private static Uri UrlOf(IConfigurationSection section) =>
        Uri.TryCreate(section["Url"], UriKind.Absolute, out var url) && url.UserInfo.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : throw new ConfigurationException(
                $"{section.Path}:Url", section["Url"], "an https address without a user (http on this machine)");

    // As the specification writes it: https://github.com/standard-webhooks/standard-webhooks
    private static byte[] SecretOf(IConfigurationSection section)
    {
        var secret = section["Secret"] ?? "";
        var bytes = new byte[MostBytes];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], bytes, out var length)
            && length >= FewestBytes
            ? bytes[..length]
            : throw new ConfigurationException(
                $"{section.Path}:Secret", secret.Length == 0 ? null : $"{secret.Length} characters",
                $"{SecretPrefix} and {FewestBytes} to {MostBytes} bytes in base64");
    }
}
