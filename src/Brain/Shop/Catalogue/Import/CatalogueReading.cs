namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>A whole catalogue as its files describe it, and what of them cannot be taken in.</summary>
/// <param name="Products">Each with a text in every language; null when the file that says what is sold was refused:
/// what is sold stays as it was.</param>
/// <param name="Faq">From a locale to its answered questions, without those of a file that was refused.</param>
/// <param name="Aside">Handles of the products that could not be read: they stay as they were.</param>
/// <param name="Untranslated">Locales whose file was refused: words that are there in that language stay.</param>
/// <param name="KeptWords">Products whose record in that locale was put aside: words that are there in that language
/// stay.</param>
/// <param name="Errors">What is wrong with files and records.</param>
internal sealed record CatalogueReading(
    IReadOnlyList<Product>? Products, IReadOnlyDictionary<string, IReadOnlyList<FaqItem>> Faq,
    IReadOnlySet<string> Aside,
    IReadOnlySet<string> Untranslated, IReadOnlySet<(string Locale, string Handle)> KeptWords,
    IReadOnlyList<FileError> Errors)
{
    public static CatalogueReading Read(
        string workspace, string locale, string currency, IReadOnlyList<CatalogueFile> files)
    {
        var errors = new List<FileError>();
        var faq = new Dictionary<string, IReadOnlyList<FaqItem>>();
        var catalogues = new Dictionary<string, CatalogueInLocale>();
        var refused = new HashSet<string>();
        var kept = new HashSet<(string Locale, string Handle)>();
        IReadOnlySet<string> aside = new HashSet<string>();
        foreach (var file in files)
        {
            var own = new FileErrors(file.Name);
            var text = file.Decode(own);
            if (file.IsFaq)
            {
                var answers = text is null ? [] : FaqReader.Read(text, own);
                if (!own.IsRefused)
                    faq[file.Locale] = answers;
            }
            else
            {
                var items = text is null ? [] : ReadItems(file, text, currency, own);
                if (own.IsRefused)
                    refused.Add(file.Locale);
                else
                    catalogues[file.Locale] = new CatalogueInLocale(file.Name, items);
                if (file.Locale == locale)
                    aside = own.Aside;
                else
                    kept.UnionWith(own.Aside.Select(handle => (file.Locale, handle)));
            }

            errors.AddRange(own.All);
        }

        if (refused.Contains(locale))
            return new CatalogueReading(null, faq, aside, refused, kept, errors);
        if (!catalogues.TryGetValue(locale, out var leading))
            return new CatalogueReading([], faq, aside, refused, kept, errors);
        var merge = new CatalogueMerge(workspace, locale, currency, leading, aside);
        foreach (var (other, catalogue) in catalogues.Where(catalogue => catalogue.Key != locale))
            errors.AddRange(merge.Translate(other, catalogue, kept));
        return new CatalogueReading(merge.Products, faq, aside, refused, kept, errors);
    }

    private static IReadOnlyList<CatalogueItem> ReadItems(
        CatalogueFile file, string text, string currency, FileErrors errors)
    {
        var items = file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? JsonCatalogueReader.Read(text, file.Locale, currency, errors)
            : ShopifyCsvReader.Read(text, file.Locale, currency, errors);
        return ItemRules.Check(items, errors);
    }
}

/// <summary>The products of one file.</summary>
internal sealed record CatalogueInLocale(string File, IReadOnlyList<CatalogueItem> Items);
