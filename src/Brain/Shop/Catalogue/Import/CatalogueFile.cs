using System.Globalization;
using System.Text;
using Gateway.Brain.Shop.Settings;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>A file that a shop's settings name, with what stood in it.</summary>
/// <param name="Name">As the settings name it.</param>
/// <param name="Locale">The language it is written in.</param>
/// <param name="IsFaq">Whether it holds answered questions rather than products.</param>
/// <param name="Content">Its bytes; empty when it could not be read.</param>
/// <param name="Fault">Why it could not be read, or null.</param>
internal sealed record CatalogueFile(string Name, string Locale, bool IsFaq, byte[] Content, string? Fault)
{
    private const int MaxBytes = 20 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All files of a shop, those with products first.</summary>
    public static IEnumerable<(string Name, string Locale, bool IsFaq)> Of(ShopSettings settings) =>
        settings.Catalogue.OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => (file.Value, file.Key, false))
            .Concat(
                settings.Faq.OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => (file.Value, file.Key, true)));

    public static async Task<CatalogueFile> ReadAsync(
        string folder, string name, string locale, bool isFaq, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        try
        {
            if (!file.Exists)
                return new CatalogueFile(name, locale, isFaq, [], "there is no such file");
            // Pipes and devices have no length either: to read one would wait, or never end.
            if (file.Length == 0 && (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length == 0)
                return new CatalogueFile(name, locale, isFaq, [], "is empty, or no regular file");
            if (file.Length > MaxBytes)
                return new CatalogueFile(name, locale, isFaq, [], "is larger than 20 MB");
            return new CatalogueFile(
                name, locale, isFaq, await File.ReadAllBytesAsync(file.FullName, cancellationToken), null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new CatalogueFile(name, locale, isFaq, [], $"cannot be read ({fault.GetType().Name})");
        }
    }

    /// <summary>The text, or null with the error noted when it is not UTF-8.</summary>
    public string? Decode(FileErrors errors)
    {
        if (Fault is not null)
        {
            errors.Refuse(null, null, Fault);
            return null;
        }

        try
        {
            return StrictUtf8.GetString(
                Content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Content.AsSpan(3) : Content);
        }
        catch (DecoderFallbackException fault)
        {
            var line = Content.AsSpan(0, Math.Clamp(fault.Index, 0, Content.Length)).Count((byte)'\n') + 1;
            errors.Refuse(
                null, null,
                string.Create(CultureInfo.InvariantCulture, $"is not UTF-8 (line {line}); save it as UTF-8"));
            return null;
        }
    }
}
