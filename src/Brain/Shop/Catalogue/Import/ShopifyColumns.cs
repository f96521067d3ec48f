namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// The columns of Shopify's product export, under the names of the older template and of the newer one
/// (https://help.shopify.com/en/manual/products/import-export/using-csv). Capitals make no difference.
/// </summary>
internal sealed class ShopifyColumns
{
    public const string Handle = "Handle";
    public const string Title = "Title";
    public const string Body = "Body (HTML)";
    public const string Vendor = "Vendor";
    public const string ProductCategory = "Product Category";
    public const string Type = "Type";
    public const string Tags = "Tags";
    public const string Published = "Published";
    public const string Status = "Status";
    public const string Sku = "Variant SKU";
    public const string Tracker = "Variant Inventory Tracker";
    public const string Quantity = "Variant Inventory Qty";
    public const string Policy = "Variant Inventory Policy";
    public const string Price = "Variant Price";
    public const string CompareAtPrice = "Variant Compare At Price";
    public const string Image = "Image Src";

    private static readonly Dictionary<string, string[]> NewerNames = new()
    {
        [Handle] = ["URL handle"],
        [Body] = ["Description"],
        [Published] = ["Published on online store"],
        [Sku] = ["SKU"],
        [Tracker] = ["Inventory tracker"],
        [Quantity] = ["Inventory quantity"],
        [Policy] = ["Continue selling when out of stock"],
        [Price] = ["Price"],
        [CompareAtPrice] = ["Compare-at price"],
        [Image] = ["Product image URL"],
    };

    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    public ShopifyColumns(IReadOnlyList<string> header)
    {
        for (var i = 0; i < header.Count; i++)
            _places.TryAdd(header[i].Trim(), i);
    }

    /// <summary>Those without which no product can be read, as far as they are not there.</summary>
    public IEnumerable<string> Missing => new[] { Handle, Title, Price }.Where(column => !Has(column));

    public static string OptionName(int number) => $"Option{(char)('0' + number)} Name";

    public static string OptionValue(int number) => $"Option{(char)('0' + number)} Value";

    public bool Has(string column) => PlaceOf(column) is not null;

    /// <summary>The cell, tidied; empty when the column or the cell is not there.</summary>
    public string Cell(string[] row, string column) =>
        PlaceOf(column) is { } place && place < row.Length ? row[place].Trim() : "";

    private int? PlaceOf(string column)
    {
        foreach (var name in NewerNames.GetValueOrDefault(column, []).Prepend(column))
        {
            if (_places.TryGetValue(name, out var place))
                return place;
        }

        return null;
    }
}
