namespace Gateway.Brain.Webhooks;

/// <summary>
/// What messages are signed with, as the specification writes it
/// (https://github.com/standard-webhooks/standard-webhooks).
/// </summary>
public static class WebhookSecret
{
    /// <summary>What it looks like, in words.</summary>
    public const string Form = "whsec_ and 24 to 64 bytes in base64";

    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    /// <summary>Its bytes; null when it is none.</summary>
    public static byte[]? Read(string? text)
    {
        var bytes = new byte[MostBytes];
        return text is not null && text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length >= FewestBytes
                ? bytes[..length]
                : null;
    }
}
