using System.Text.Json;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Reads a catalogue written as JSON: a list of products, or an object that has it under <c>products</c> or <c>produits</c>. Properties go by
/// French or English names; capitals make no difference. What it does not know it passes over: a shop's export has many more.
/// </summary>
internal static class JsonCatalogueReader
{
    private static readonly string[] Handle = ["handle", "reference", "référence", "sku", "id"];
    private static readonly string[] Title = ["nom", "name", "titre", "title"];
    private static readonly string[] Description = ["description"];
    private static readonly string[] Category = ["categorie", "catégorie", "category"];
    private static readonly string[] Tags = ["tags", "mots_cles", "mots_clés", "keywords"];
    private static readonly string[] Options = ["options"];
    private static readonly string[] Price = ["prix", "price"];
    private static readonly string[] CompareAtPrice = ["prix_barre", "compare_at_price", "compareAtPrice"];
    private static readonly string[] Stock = ["stock", "quantite", "quantité", "quantity"];
    private static readonly string[] Image = ["image", "image_url", "imageUrl"];
    private static readonly string[] Vendor = ["marque", "vendor", "brand"];

    public static IReadOnlyList<CatalogueItem> Read(string text, string currency, FileErrors errors)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (FindList(document.RootElement) is not { } list)
            {
                errors.Add(null, null, "expected a list of products, or an object with one under 'products'");
                return [];
            }

            return [.. list.EnumerateArray().Select((json, i) => ReadItem(json, i + 1, currency, errors)).OfType<CatalogueItem>()];
        }
        catch (JsonException fault)
        {
            errors.Add((int?)fault.LineNumber + 1, null, "is not valid JSON from this line on");
            return [];
        }
    }

    private static JsonElement? FindList(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root,
        JsonValueKind.Object when (Find(root, ["products", "produits"])?.Value) is { ValueKind: JsonValueKind.Array } list => list,
        _ => null,
    };

    private static CatalogueItem? ReadItem(JsonElement json, int row, string currency, FileErrors errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(row, null, "expected an object");
            return null;
        }

        var title = PlainText.TidyLine(ReadText(json, Title, row, errors));
        if (title.Length == 0)
            errors.Add(row, Title[0], "is missing");
        var price = ReadPrice(json, Price, row, currency, errors);
        if (price is null && Find(json, Price) is null)
            errors.Add(row, Price[0], "is missing");
        var before = ReadPrice(json, CompareAtPrice, row, currency, errors);
        var handle = PlainText.TidyLine(ReadText(json, Handle, row, errors));
        var stock = ReadStock(json, row, errors);
        if (title.Length == 0 || price is null)
            return null;
        return new CatalogueItem
        {
            Handle = Slug.From(handle.Length > 0 ? handle : title),
            Title = title,
            Description = HtmlText.From(ReadText(json, Description, row, errors)),
            Category = PlainText.TidyLine(ReadText(json, Category, row, errors)),
            Tags = PlainText.TidyLine(ReadText(json, Tags, row, errors)),
            Options = NullWhenEmpty(PlainText.TidyLine(ReadText(json, Options, row, errors))),
            Price = price.Value,
            CompareAtPrice = before > price ? before : null,
            Stock = stock,
            ImageUrl = NullWhenEmpty(PlainText.TidyLine(ReadText(json, Image, row, errors))),
            Vendor = NullWhenEmpty(PlainText.TidyLine(ReadText(json, Vendor, row, errors))),
            Row = row,
        };
    }

    private static decimal? ReadPrice(JsonElement json, string[] names, int row, string currency, FileErrors errors)
    {
        if (Find(json, names) is not { } found)
            return null;
        var (amount, reason) = found.Value.ValueKind switch
        {
            JsonValueKind.Number when found.Value.TryGetDecimal(out var number) => Amounts.Check(number),
            JsonValueKind.String when Text(found.Value) is { } text => Amounts.ReadPrice(text, currency),
            _ => (null, "expected a number or a text such as \"12,90 €\""),
        };
        if (amount is null)
            errors.Add(row, found.Name, reason!);
        return amount;
    }

    private static int? ReadStock(JsonElement json, int row, FileErrors errors)
    {
        if (Find(json, Stock) is not { } found)
            return null;
        int? stock = found.Value.ValueKind switch
        {
            JsonValueKind.Number when found.Value.TryGetInt32(out var pieces) => Math.Max(0, pieces),
            JsonValueKind.String when Text(found.Value) is { } text => Amounts.ReadQuantity(text),
            _ => null,
        };
        if (stock is null)
            errors.Add(row, found.Name, "expected a whole number");
        return stock;
    }

    /// <summary>A text, a number as text, or a list of them with commas between; empty when it is not there.</summary>
    private static string ReadText(JsonElement json, string[] names, int row, FileErrors errors)
    {
        if (Find(json, names) is not { } found)
            return "";
        if (Text(found.Value) is { } text)
            return text;
        if (found.Value.ValueKind == JsonValueKind.Array && found.Value.EnumerateArray().Select(Text).ToList() is var parts && !parts.Contains(null))
            return string.Join(", ", parts);
        errors.Add(row, found.Name, "expected a text");
        return "";
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of an escaped surrogate pair: valid JSON, but no text.
            return null;
        }
    }

    private static (string Name, JsonElement Value)? Find(JsonElement json, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var property in json.EnumerateObject())
            {
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind != JsonValueKind.Null)
                    return (property.Name, property.Value);
            }
        }

        return null;
    }

    private static string? NullWhenEmpty(string text) => text.Length == 0 ? null : text;
}
