using System.Globalization;
using Gateway.Brain.Webhooks;
using Gateway.Sessions;

namespace Gateway.Webhooks;

/// <summary>
/// Reads the section <c>Webhooks</c>: <c>Webhooks:{workspace}:Url</c> and <c>Webhooks:{workspace}:Secret</c>.
/// </summary>
internal static class WebhookSettings
{
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

    private static byte[] SecretOf(IConfigurationSection section)
    {
        var secret = section["Secret"];
        return WebhookSecret.Read(secret) ?? throw new ConfigurationException(
            $"{section.Path}:Secret",
            string.IsNullOrEmpty(secret)
                ? null : string.Create(CultureInfo.InvariantCulture, $"{secret.Length} characters"),
            WebhookSecret.Form);
    }
}
