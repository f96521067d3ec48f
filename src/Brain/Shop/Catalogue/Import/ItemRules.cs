using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>What every product must keep to, whatever file it comes from.</summary>
internal static class ItemRules
{
    private const int MaxItems = 50_000;
    private const int MaxName = 300;
    private const int MaxTags = 2_000;
    private const int MaxDescription = 20_000;

    /// <summary>Those that keep to it; the others are put aside.</summary>
    public static IReadOnlyList<CatalogueItem> Check(IReadOnlyList<CatalogueItem> items, FileErrors errors)
    {
        if (items.Count > MaxItems)
        {
            errors.Refuse(
                null, null, string.Create(CultureInfo.InvariantCulture, $"has more than {MaxItems} products"));
            return [];
        }

        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. items.SelectMany(item =>
        {
            var before = errors.Count;
            Check(item, rows, errors);
            return errors.Unless(before, item.Handle, [item]);
        })];
    }

    private static void Check(CatalogueItem item, Dictionary<string, int> rows, FileErrors errors)
    {
        if (item.Handle.Length == 0)
            errors.Add(item.Row, "handle", "is empty");
        else if (!rows.TryAdd(item.Handle, item.Row))
            errors.Add(
                item.Row, "handle",
                string.Create(
                CultureInfo.InvariantCulture,
                $"'{Amounts.Shown(item.Handle)}' stands at row {rows[item.Handle]} already"));
        CheckLength(item, "handle", item.Handle, MaxName, errors);
        CheckLength(item, "title", item.Title, MaxName, errors);
        CheckLength(item, "category", item.Category, MaxName, errors);
        CheckLength(item, "vendor", item.Vendor ?? "", MaxName, errors);
        CheckLength(item, "tags", item.Tags, MaxTags, errors);
        CheckLength(item, "options", item.Options ?? "", MaxTags, errors);
        CheckLength(item, "description", item.Description, MaxDescription, errors);
        CheckLength(item, "image", item.ImageUrl ?? "", MaxTags, errors);
        foreach (var variant in item.Variants)
        {
            CheckLength(item, "variant", variant.Key, MaxName, errors);
            CheckLength(item, "variant", variant.Name, MaxName, errors);
        }

        if (item.ImageUrl is { } image && !IsImageAddress(image))
            errors.Add(item.Row, "image", "expected an http or https address, or a path that starts with /");
    }

    private static void CheckLength(CatalogueItem item, string column, string text, int max, FileErrors errors)
    {
        if (text.Length > max)
            errors.Add(item.Row, column, string.Create(CultureInfo.InvariantCulture, $"is longer than {max} letters"));
    }

    private static bool IsImageAddress(string address) =>
        (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal))
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp));
}
