using CsvHelper;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Reads Shopify's product export: the first row of a handle describes the product, those after it are further variants
/// and images. Drafts and what is not published are left out. Where the variants of a handle have different prices each
/// becomes a product of its own, so that every product has one price that can be told.
/// </summary>
internal static class ShopifyCsvReader
{
    private static readonly CsvReaderOptions Options = new()
    {
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        DetectSeparatorHint = true,
    };

    public static IReadOnlyList<CatalogueItem> Read(string text, string locale, string currency, FileErrors errors)
    {
        using var reader = CsvReader.FromText(text, Options);
        try
        {
            return Read(reader, locale, currency, errors);
        }
        catch (CsvFormatException fault)
        {
            errors.Refuse(
                (int)fault.LineNumber, null,
                "is not readable as CSV: check the quotation marks, and double those inside a cell");
            return [];
        }
    }

    private static List<CatalogueItem> Read(CsvReader reader, string locale, string currency, FileErrors errors)
    {
        reader.ReadHeader();
        var columns = new ShopifyColumns(reader.Headers);
        foreach (var column in columns.Missing)
            errors.Refuse(1, column, "the column is missing");
        if (columns.Missing.Any())
            return [];

        var products = new Dictionary<string, ShopifyProduct>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var row = new ShopifyRow(
                [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)], (int)reader.LineNumber);
            if (row.Cells.All(string.IsNullOrWhiteSpace))
                continue;
            var handle = columns.Cell(row.Cells, ShopifyColumns.Handle).ToLowerInvariant();
            if (handle.Length == 0)
                errors.Add(row.Line, ShopifyColumns.Handle, "is empty");
            else if (products.TryGetValue(handle, out var product))
                product.Add(row);
            else
                products[handle] = new ShopifyProduct(handle, columns, row);
        }

        return [.. products.Values.Where(product => product.IsSold)
            .SelectMany(
                product => errors.Unless(
                errors.Count, product.Handle, [.. product.ToItems(locale, currency, errors)]))];
    }
}
