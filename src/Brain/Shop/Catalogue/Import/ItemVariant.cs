using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>A variant as a file describes it.</summary>
/// <param name="Sku">Stock-keeping unit; may be empty.</param>
/// <param name="Values">What it is chosen by, in the order of the options; empty texts for what it has not.</param>
/// <param name="Price">Price of one.</param>
/// <param name="CompareAtPrice">The price before a reduction, or null.</param>
/// <param name="Stock">Pieces; null when nobody counts them, or it is sold beyond them.</param>
/// <param name="Row">Where it stands.</param>
internal sealed record ItemVariant(
    string Sku, IReadOnlyList<string> Values, decimal Price, decimal? CompareAtPrice, int? Stock, int Row)
{
    /// <summary>What is chosen, as in <c>M / bleu</c>; empty when there is nothing to choose.</summary>
    public string Choice => string.Join(" / ", Values.Where(value => value.Length > 0));

    /// <summary>
    /// The products that these variants of one are: one that is chosen by its variants, or, where they have different
    /// prices, one each, so that every product has one price that can be told.
    /// </summary>
    /// <param name="item">All that they have in common.</param>
    /// <param name="variants">The variants, at least one.</param>
    /// <param name="optionNames">What the values are called; may be shorter than they are.</param>
    /// <param name="locale">Language of the names.</param>
    public static IEnumerable<CatalogueItem> ToItems(
        CatalogueItem item, IReadOnlyList<ItemVariant> variants, IReadOnlyList<string> optionNames, string locale)
    {
        if (variants.Select(variant => variant.Price).Distinct().Count() == 1)
            return [With(item, item.Handle, item.Title, variants, optionNames, locale)];
        return variants.Select((variant, place) => With(
            item, $"{item.Handle}-{KeyOf(variant, variants, place)}",
            variant.Choice.Length == 0 ? item.Title : $"{item.Title} – {variant.Choice}", [variant], optionNames,
            locale));
    }

    private static CatalogueItem With(
        CatalogueItem item, string handle, string title, IReadOnlyList<ItemVariant> variants,
        IReadOnlyList<string> optionNames, string locale)
    {
        var first = variants[0];
        return item with
        {
            Handle = handle,
            Record = handle == item.Handle ? null : item.Handle,
            Title = title,
            Options = OptionsOf(variants, optionNames, locale) ?? item.Options,
            Price = first.Price,
            CompareAtPrice = first.CompareAtPrice > first.Price ? first.CompareAtPrice : null,
            Stock = variants.Any(variant => variant.Stock is null)
                ? null
                : (int)Math.Min(int.MaxValue, variants.Sum(variant => (long)variant.Stock!)),
            Variants = ToChoose(variants),
            Row = first.Row,
        };
    }

    // Where there is only one, or their names do not tell them apart, there is nothing to choose.
    private static IReadOnlyList<ProductVariant> ToChoose(IReadOnlyList<ItemVariant> variants) =>
        variants.Count > 1 && variants.All(variant => variant.Choice.Length > 0)
            && variants.DistinctBy(variant => variant.Choice).Count() == variants.Count
            ? [.. variants.Select(
                (variant, place) => new ProductVariant(KeyOf(variant, variants, place), variant.Choice, variant.Stock))]
            : [];

    /// <summary>
    /// The same in every language: by stock-keeping unit where each variant has its own, by place otherwise.
    /// </summary>
    private static string KeyOf(ItemVariant variant, IReadOnlyList<ItemVariant> all, int place) =>
        all.All(other => other.Sku.Length > 0)
            && all.DistinctBy(other => other.Sku.ToLowerInvariant()).Count() == all.Count
            ? variant.Sku.ToLowerInvariant()
            : (place + 1).ToString(CultureInfo.InvariantCulture);

    private static string? OptionsOf(IReadOnlyList<ItemVariant> variants, IReadOnlyList<string> names, string locale)
    {
        var options = new List<string>();
        for (var number = 0; number < names.Count; number++)
        {
            var values = variants.Select(variant => number < variant.Values.Count ? variant.Values[number] : "")
                .Where(value => value.Length > 0)
                .Distinct()
                .ToList();
            if (names[number].Length > 0 && values.Count > 0)
                options.Add($"{names[number]}{(locale == "fr" ? "\u00a0" : "")}: {string.Join(", ", values)}");
        }

        return options.Count == 0 ? null : string.Join(" ; ", options);
    }
}
