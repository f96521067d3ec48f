using System.Globalization;
using Gateway.Brain.Shop.Catalogue.Facts;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Joins the files of a workspace's languages. The file in the workspace's own language leads: it says what is sold, at
/// what price and how much is left. The others translate; what says otherwise there is put aside: a visitor must not be
/// told two prices.
/// </summary>
internal sealed class CatalogueMerge
{
    private static readonly string[] Locales = ["fr", "en"];

    private readonly CatalogueInLocale _leading;
    private readonly IReadOnlySet<string> _aside;
    private readonly Dictionary<string, (CatalogueItem Item, Product Product)> _byHandle;

    public CatalogueMerge(
        string workspace, string locale, string currency, CatalogueInLocale leading, IReadOnlySet<string> aside)
    {
        (_leading, _aside) = (leading, aside);
        _byHandle = leading.Items.DistinctBy(item => item.Handle)
            .ToDictionary(item => item.Handle, item => (item, ToProduct(item, workspace, currency)));
        Products = [.. _byHandle.Values.Select(found => found.Product)];

        // What is not translated is told in the words there are, rather than not sold in that language.
        foreach (var (item, product) in _byHandle.Values)
            product.Texts.AddRange(
                Locales.OrderBy(other => other != locale).Select(other => ToText(item, other, wordsIn: locale)));
    }

    public IReadOnlyList<Product> Products { get; }

    /// <summary>Takes the texts of a further language.</summary>
    /// <param name="locale">The language.</param>
    /// <param name="translation">Its file.</param>
    /// <param name="kept">Is added to: the products of which this file says something else than the leading
    /// one.</param>
    /// <returns>What else it says.</returns>
    public IReadOnlyList<FileError> Translate(
        string locale, CatalogueInLocale translation, ISet<(string Locale, string Handle)> kept)
    {
        var errors = new FileErrors(translation.File);
        foreach (var item in translation.Items)
        {
            if (!_byHandle.TryGetValue(item.Handle, out var known))
            {
                // Where the leading record was put aside, that is said already.
                if (!_aside.Contains(item.Record ?? item.Handle))
                    errors.Add(
                        item.Row, "handle",
                        $"'{Amounts.Shown(item.Handle)}' is not in {_leading.File}, which says what is sold");
                continue;
            }

            var before = errors.Count;
            Compare(item, known.Item, "price", item.Price, known.Item.Price, errors);
            Compare(item, known.Item, "compare at price", item.CompareAtPrice, known.Item.CompareAtPrice, errors);
            Compare(item, known.Item, "stock", item.Stock, known.Item.Stock, errors);
            Compare(item, known.Item, "variants", Shown(item), Shown(known.Item), errors);
            if (errors.Count > before)
            {
                kept.Add((locale, item.Handle));
                continue;
            }

            known.Product.Texts.RemoveAll(text => text.Locale == locale);
            known.Product.Texts.Add(ToText(item, locale, wordsIn: locale));
        }

        return errors.All;
    }

    private void Compare<T>(
        CatalogueItem item, CatalogueItem leading, string column, T found, T expected, FileErrors errors)
    {
        if (!EqualityComparer<T>.Default.Equals(found, expected))
        {
            errors.Add(item.Row, column, string.Create(
                CultureInfo.InvariantCulture,
                $"is {found?.ToString() ?? "empty"}, but {_leading.File} says {expected?.ToString() ?? "nothing"} at row {leading.Row}"));
        }
    }

    private static Product ToProduct(CatalogueItem item, string workspace, string currency) => new()
    {
        Workspace = workspace,
        Handle = item.Handle,
        Record = item.Record ?? item.Handle,
        Price = item.Price,
        CompareAtPrice = item.CompareAtPrice,
        Currency = currency,
        Stock = item.Stock,
        ImageUrl = item.ImageUrl,
        Vendor = item.Vendor,
    };

    private static ProductText ToText(CatalogueItem item, string locale, string wordsIn) => new()
    {
        Locale = locale,
        Title = item.Title,
        Description = item.Description,
        Category = item.Category,
        Tags = item.Tags,
        Options = item.Options,
        Variants = ProductVariant.Write(item.Variants),
        Facts = FactReader.Read(item.Title, item.Description, item.Options, item.Vendor, wordsIn).Write(),
    };

    private static string Shown(CatalogueItem item) => string.Join(", ", item.Variants.Select(variant => string.Create(
        CultureInfo.InvariantCulture,
        $"{variant.Key} ({variant.Stock?.ToString(CultureInfo.InvariantCulture) ?? "not counted"})")));
}
