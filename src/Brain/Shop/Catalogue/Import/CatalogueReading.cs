namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>A whole catalogue as its files describe it, or what is wrong with them.</summary>
/// <param name="Products">Each with a text in every language.</param>
/// <param name="Faq">From a locale to its answered questions.</param>
/// <param name="Errors">Empty when the files can be taken in.</param>
internal sealed record CatalogueReading(
    IReadOnlyList<Product> Products, IReadOnlyDictionary<string, IReadOnlyList<FaqItem>> Faq, IReadOnlyList<FileError> Errors)
{
    public static CatalogueReading Read(string workspace, string locale, string currency, IReadOnlyList<CatalogueFile> files)
    {
        var errors = new List<FileError>();
        var faq = new Dictionary<string, IReadOnlyList<FaqItem>>();
        var catalogues = new Dictionary<string, CatalogueInLocale>();
        foreach (var file in files)
        {
            var own = new FileErrors(file.Name);
            if (file.Decode(own) is { } text)
            {
                if (file.IsFaq)
                    faq[file.Locale] = FaqReader.Read(text, own);
                else
                    catalogues[file.Locale] = new CatalogueInLocale(file.Name, ReadItems(file, text, currency, own));
            }

            errors.AddRange(own.All);
        }

        if (errors.Count > 0 || !catalogues.TryGetValue(locale, out var leading))
            return new CatalogueReading([], faq, errors);
        var merge = new CatalogueMerge(workspace, locale, currency, leading);
        foreach (var (other, catalogue) in catalogues.Where(catalogue => catalogue.Key != locale))
            errors.AddRange(merge.Translate(other, catalogue));
        return new CatalogueReading(merge.Products, faq, errors);
    }

    private static IReadOnlyList<CatalogueItem> ReadItems(CatalogueFile file, string text, string currency, FileErrors errors)
    {
        var items = file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? JsonCatalogueReader.Read(text, file.Locale, currency, errors)
            : ShopifyCsvReader.Read(text, file.Locale, currency, errors);
        ItemRules.Check(items, errors);
        return items;
    }
}

/// <summary>The products of one file.</summary>
internal sealed record CatalogueInLocale(string File, IReadOnlyList<CatalogueItem> Items);
