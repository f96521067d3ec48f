using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>A line of the export.</summary>
internal sealed record ShopifyRow(string[] Cells, int Line);

/// <summary>All rows of one handle.</summary>
internal sealed class ShopifyProduct(string handle, ShopifyColumns columns, ShopifyRow first)
{
    private readonly List<ShopifyRow> _rows = [first];

    /// <summary>Whether it is on offer at all.</summary>
    public bool IsSold =>
        Cell(first, ShopifyColumns.Published).ToLowerInvariant() is not "false"
        && Cell(first, ShopifyColumns.Status).ToLowerInvariant() is "" or "active";

    public void Add(ShopifyRow row) => _rows.Add(row);

    public IEnumerable<CatalogueItem> ToItems(string locale, string currency, FileErrors errors)
    {
        var title = PlainText.TidyLine(Cell(first, ShopifyColumns.Title));
        if (title.Length == 0)
            errors.Add(first.Line, ShopifyColumns.Title, "is empty");
        var variants = _rows.Where(IsVariant).Select(row => ReadVariant(row, currency, errors)).OfType<Variant>().ToList();
        if (_rows.All(row => !IsVariant(row)))
            errors.Add(first.Line, ShopifyColumns.Price, "is empty");
        if (title.Length == 0 || variants.Count == 0)
            return [];
        return variants.Select(variant => variant.Price).Distinct().Count() == 1
            ? [ToItem(handle, title, variants, locale)]
            : variants.Select((variant, i) => ToItem(
                HandleOf(variant, variants, i),
                variant.Choice.Length == 0 ? title : $"{title} – {variant.Choice}",
                [variant],
                locale));
    }

    /// <summary>The same in every language: by stock-keeping unit where each variant has its own, by place otherwise.</summary>
    private string HandleOf(Variant variant, List<Variant> all, int place) =>
        all.All(other => other.Sku.Length > 0) && all.DistinctBy(other => other.Sku).Count() == all.Count
            ? $"{handle}-{variant.Sku.ToLowerInvariant()}"
            : string.Create(CultureInfo.InvariantCulture, $"{handle}-{place + 1}");

    private CatalogueItem ToItem(string itemHandle, string title, List<Variant> variants, string locale)
    {
        var cheapest = variants[0];
        return new CatalogueItem
        {
            Handle = itemHandle,
            Title = title,
            Description = HtmlText.From(Cell(first, ShopifyColumns.Body)),
            Category = Category(),
            Tags = PlainText.TidyLine(Cell(first, ShopifyColumns.Tags)),
            Options = Options(variants, locale),
            Price = cheapest.Price,
            CompareAtPrice = cheapest.CompareAtPrice > cheapest.Price ? cheapest.CompareAtPrice : null,
            Stock = variants.Any(variant => variant.Stock is null) ? null : (int)Math.Min(int.MaxValue, variants.Sum(variant => (long)variant.Stock!)),
            ImageUrl = NullWhenEmpty(_rows.Select(row => Cell(row, ShopifyColumns.Image)).FirstOrDefault(image => image.Length > 0)),
            Vendor = NullWhenEmpty(PlainText.TidyLine(Cell(first, ShopifyColumns.Vendor))),
            Row = cheapest.Row.Line,
        };
    }

    /// <summary>The shop's own shelf; where it has none, the last part of Shopify's (<c>Home > Kitchen > Kettles</c>).</summary>
    private string Category()
    {
        var own = PlainText.TidyLine(Cell(first, ShopifyColumns.Type));
        return own.Length > 0 ? own : PlainText.TidyLine(Cell(first, ShopifyColumns.ProductCategory).Split('>')[^1]);
    }

    private string? Options(List<Variant> variants, string locale)
    {
        var options = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            var name = PlainText.TidyLine(Cell(first, ShopifyColumns.OptionName(number)));
            var values = variants.Select(variant => variant.Values[number - 1]).Where(value => value.Length > 0).Distinct().ToList();
            if (name.Length > 0 && values.Count > 0)
                options.Add($"{name}{(locale == "fr" ? "\u00a0" : "")}: {string.Join(", ", values)}");
        }

        return options.Count == 0 ? null : string.Join(" ; ", options);
    }

    private bool IsVariant(ShopifyRow row) =>
        Cell(row, ShopifyColumns.Price).Length > 0
        || Cell(row, ShopifyColumns.Sku).Length > 0
        || (row != first && Cell(row, ShopifyColumns.OptionValue(1)).Length > 0);

    private Variant? ReadVariant(ShopifyRow row, string currency, FileErrors errors)
    {
        var (price, reason) = Amounts.ReadPrice(Cell(row, ShopifyColumns.Price), currency);
        if (price is null)
        {
            errors.Add(row.Line, ShopifyColumns.Price, reason!);
            return null;
        }

        decimal? before = null;
        if (Cell(row, ShopifyColumns.CompareAtPrice) is { Length: > 0 } compareAt)
        {
            (before, reason) = Amounts.ReadPrice(compareAt, currency);
            if (before is null)
                errors.Add(row.Line, ShopifyColumns.CompareAtPrice, reason!);
        }

        string[] values = [.. Enumerable.Range(1, 3)
            .Select(number => PlainText.TidyLine(Cell(row, ShopifyColumns.OptionValue(number))))
            .Select(value => value == "Default Title" ? "" : value)];
        return new Variant(row, price.Value, before, ReadStock(row, errors), PlainText.TidyLine(Cell(row, ShopifyColumns.Sku)), values);
    }

    /// <summary>Null when the shop does not count this variant: the cell is empty, or the export says that nothing tracks it.</summary>
    private int? ReadStock(ShopifyRow row, FileErrors errors)
    {
        var quantity = Cell(row, ShopifyColumns.Quantity);
        if (quantity.Length == 0 || (columns.Has(ShopifyColumns.Tracker) && Cell(row, ShopifyColumns.Tracker).Length == 0))
            return null;
        var stock = Amounts.ReadQuantity(quantity);
        if (stock is null)
            errors.Add(row.Line, ShopifyColumns.Quantity, $"'{Amounts.Shown(quantity)}' is not a whole number");
        return stock;
    }

    private string Cell(ShopifyRow row, string column) => columns.Cell(row.Cells, column);

    private static string? NullWhenEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed record Variant(ShopifyRow Row, decimal Price, decimal? CompareAtPrice, int? Stock, string Sku, string[] Values)
    {
        public string Choice => string.Join(" / ", Values.Where(value => value.Length > 0));
    }
}
