using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>A line of the export.</summary>
internal sealed record ShopifyRow(string[] Cells, int Line);

/// <summary>All rows of one handle.</summary>
internal sealed class ShopifyProduct(string handle, ShopifyColumns columns, ShopifyRow first)
{
    private readonly List<ShopifyRow> _rows = [first];

    public string Handle { get; } = handle;

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
        var variants = _rows.Where(IsVariant)
            .Select(row => ReadVariant(row, currency, errors))
            .OfType<ItemVariant>()
            .ToList();
        if (_rows.All(row => !IsVariant(row)))
            errors.Add(first.Line, ShopifyColumns.Price, "is empty");
        if (title.Length == 0 || variants.Count == 0)
            return [];
        string[] options = [.. Enumerable.Range(1, 3)
            .Select(number => PlainText.TidyLine(Cell(first, ShopifyColumns.OptionName(number))))];
        var item = new CatalogueItem
        {
            Handle = Handle,
            Title = title,
            Description = HtmlText.From(Cell(first, ShopifyColumns.Body)),
            Category = Category(),
            Tags = PlainText.TidyLine(Cell(first, ShopifyColumns.Tags)),
            Price = variants[0].Price,
            ImageUrl = NullWhenEmpty(
                _rows.Select(row => Cell(row, ShopifyColumns.Image)).FirstOrDefault(image => image.Length > 0)),
            Vendor = NullWhenEmpty(PlainText.TidyLine(Cell(first, ShopifyColumns.Vendor))),
            Row = first.Line,
        };
        return ItemVariant.ToItems(item, variants, options, locale);
    }

    /// <summary>
    /// The shop's own shelf; where it has none, the last part of Shopify's (<c>Home > Kitchen > Kettles</c>).
    /// </summary>
    private string Category()
    {
        var own = PlainText.TidyLine(Cell(first, ShopifyColumns.Type));
        return own.Length > 0 ? own : PlainText.TidyLine(Cell(first, ShopifyColumns.ProductCategory).Split('>')[^1]);
    }

    private bool IsVariant(ShopifyRow row) =>
        Cell(row, ShopifyColumns.Price).Length > 0
        || Cell(row, ShopifyColumns.Sku).Length > 0
        || (row != first && Cell(row, ShopifyColumns.OptionValue(1)).Length > 0);

    private ItemVariant? ReadVariant(ShopifyRow row, string currency, FileErrors errors)
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
        return new ItemVariant(
            PlainText.TidyLine(Cell(row, ShopifyColumns.Sku)), values, price.Value, before, ReadStock(row, errors),
            row.Line);
    }

    /// <summary>
    /// Null when the shop does not count this variant: the cell is empty, the export says that nothing tracks it, or
    /// that it is sold on when none is left.
    /// </summary>
    private int? ReadStock(ShopifyRow row, FileErrors errors)
    {
        var quantity = Cell(row, ShopifyColumns.Quantity);
        if (quantity.Length == 0
            || (columns.Has(ShopifyColumns.Tracker) && Cell(row, ShopifyColumns.Tracker).Length == 0))
            return null;
        var stock = Amounts.ReadQuantity(quantity);
        if (stock is null)
            errors.Add(row.Line, ShopifyColumns.Quantity, $"'{Amounts.Shown(quantity)}' is not a whole number");
        return Amounts.IsSoldBeyondStock(Cell(row, ShopifyColumns.Policy)) ? null : stock;
    }

    private string Cell(ShopifyRow row, string column) => columns.Cell(row.Cells, column);

    private static string? NullWhenEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
