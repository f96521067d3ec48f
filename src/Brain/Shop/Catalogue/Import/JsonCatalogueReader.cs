using System.Globalization;
using System.Text.Json;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Reads a catalogue written as JSON: a list of products, or an object that has it under <c>products</c> or
/// <c>produits</c>. Properties go by French or English names; capitals make no difference. What it does not know it
/// passes over: a shop's export has many more.
/// </summary>
internal static class JsonCatalogueReader
{
    private static readonly string[] Variants = ["variants", "declinaisons", "déclinaisons", "variantes"];
    private static readonly string[] VariantName = ["nom", "name", "titre", "title", "option"];
    private static readonly string[] Sku = ["sku", "reference", "référence", "id"];
    private static readonly string[] Status = ["status"];
    private static readonly string[] Policy = ["inventory_policy", "inventoryPolicy"];
    private static readonly string[] Tracker = ["inventory_management", "inventoryManagement"];
    private static readonly string[] Handle = ["handle", "reference", "référence", "sku", "id"];
    private static readonly string[] Title = ["nom", "name", "titre", "title"];
    private static readonly string[] Description = ["description"];
    private static readonly string[] Category = ["categorie", "catégorie", "category"];
    private static readonly string[] Tags = ["tags", "mots_cles", "mots_clés", "keywords"];
    private static readonly string[] Options = ["options"];
    private static readonly string[] Price = ["prix", "price"];
    private static readonly string[] CompareAtPrice = ["prix_barre", "compare_at_price", "compareAtPrice"];
    private static readonly string[] Stock =
        ["stock", "quantite", "quantité", "quantity", "inventory_quantity", "inventoryQuantity"];
    private static readonly string[] Image = ["image", "image_url", "imageUrl"];
    private static readonly string[] Vendor = ["marque", "vendor", "brand"];

    public static IReadOnlyList<CatalogueItem> Read(string text, string locale, string currency, FileErrors errors)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text,
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (FindList(document.RootElement) is not { } list)
            {
                errors.Refuse(null, null, "expected a list of products, or an object with one under 'products'");
                return [];
            }

            return [.. list.EnumerateArray().SelectMany((json, i) => ReadItems(json, i + 1, locale, currency, errors))];
        }
        catch (JsonException fault)
        {
            errors.Refuse((int?)fault.LineNumber + 1, null, "is not valid JSON from this line on");
            return [];
        }
    }

    private static JsonElement? FindList(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root,
        JsonValueKind.Object
            when (Find(root, ["products", "produits"])?.Value) is { ValueKind: JsonValueKind.Array } list => list,
        _ => null,
    };

    private static IEnumerable<CatalogueItem> ReadItems(
        JsonElement json, int row, string locale, string currency, FileErrors errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(row, null, "expected an object");
            return [];
        }

        var before = errors.Count;
        var title = PlainText.TidyLine(ReadText(json, Title, row, errors));
        if (title.Length == 0)
            errors.Add(row, Title[0], "is missing");
        var price = ReadPrice(json, Price, row, currency, errors);
        var variants = ReadVariants(json, price, row, currency, errors);
        if (price is null && variants.Count == 0 && Find(json, Price) is null)
            errors.Add(row, Price[0], "is missing");
        var earlier = ReadPrice(json, CompareAtPrice, row, currency, errors);
        var handle = PlainText.TidyLine(ReadText(json, Handle, row, errors));
        var stock = ReadStock(json, row, errors);
        if (ReadText(json, Status, row, errors).ToLowerInvariant() is "draft" or "archived")
            return [];
        var name = Slug.From(handle.Length > 0 ? handle : title);
        if (title.Length == 0 || (price is null && variants.Count == 0))
            return errors.Unless(before, name, []);
        var item = new CatalogueItem
        {
            Handle = name,
            Title = title,
            Description = HtmlText.From(ReadText(json, Description, row, errors)),
            Category = PlainText.TidyLine(ReadText(json, Category, row, errors)),
            Tags = PlainText.TidyLine(ReadText(json, Tags, row, errors)),
            Options = NullWhenEmpty(PlainText.TidyLine(ReadOptions(json, row, errors))),
            Price = price ?? variants[0].Price,
            CompareAtPrice = earlier > price ? earlier : null,
            Stock = stock,
            ImageUrl = NullWhenEmpty(PlainText.TidyLine(ReadText(json, Image, row, errors))),
            Vendor = NullWhenEmpty(PlainText.TidyLine(ReadText(json, Vendor, row, errors))),
            Row = row,
        };
        return errors.Unless(
            before, name,
            variants.Count == 0 ? [item] : [.. ItemVariant.ToItems(item, variants, OptionNames(json), locale)]);
    }

    private static List<ItemVariant> ReadVariants(
        JsonElement json, decimal? price, int row, string currency, FileErrors errors)
    {
        if (Find(json, Variants) is not { } found)
            return [];
        if (found.Value.ValueKind == JsonValueKind.Array)
            return [.. found.Value.EnumerateArray()
                .Select(variant => ReadVariant(variant, price, row, currency, errors))
                .OfType<ItemVariant>()];
        errors.Add(row, found.Name, "expected a list of variants");
        return [];
    }

    private static ItemVariant? ReadVariant(
        JsonElement json, decimal? price, int row, string currency, FileErrors errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(row, Variants[0], "expected an object for each variant");
            return null;
        }

        var own = ReadPrice(json, Price, row, currency, errors) ?? price;
        if (own is null)
        {
            if (Find(json, Price) is null)
                errors.Add(row, Price[0], "is missing for a variant");
            return null;
        }

        string[] values = [.. Enumerable.Range(1, 3)
            .Select(
                number => PlainText.TidyLine(
                ReadText(json, [string.Create(CultureInfo.InvariantCulture, $"option{number}")], row, errors)))];
        if (values.All(value => value.Length == 0))
            values = [PlainText.TidyLine(ReadText(json, VariantName, row, errors))];
        return new ItemVariant(
            PlainText.TidyLine(ReadText(json, Sku, row, errors)),
            [.. values.Select(value => value == "Default Title" ? "" : value)], own.Value,
            ReadPrice(json, CompareAtPrice, row, currency, errors), ReadStock(json, row, errors), row);
    }

    // As Shopify lists them, [{"name": "Size"}], or a text or list of texts.
    private static List<string> OptionNames(JsonElement json) =>
        Find(json, Options)?.Value is not { ValueKind: JsonValueKind.Array } list ? []
        : [.. list.EnumerateArray().Select(option => option.ValueKind == JsonValueKind.Object
            ? Find(option, VariantName) is { } name ? PlainText.TidyLine(Text(name.Value) ?? "") : ""
            : PlainText.TidyLine(Text(option) ?? ""))];

    private static string ReadOptions(JsonElement json, int row, FileErrors errors) =>
        Find(json, Options)?.Value is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().All(option => option.ValueKind == JsonValueKind.Object)
            ? string.Join(", ", OptionNames(json))
            : ReadText(json, Options, row, errors);

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
        // An export that has the property says with null that nothing tracks the stock.
        var isTracked = !json.EnumerateObject().Any(property =>
            Tracker.Contains(property.Name, StringComparer.OrdinalIgnoreCase)
            && property.Value.ValueKind == JsonValueKind.Null);
        return isTracked && !Amounts.IsSoldBeyondStock(ReadText(json, Policy, row, errors)) ? stock : null;
    }

    /// <summary>A text, a number as text, or a list of them with commas between; empty when it is not there.</summary>
    private static string ReadText(JsonElement json, string[] names, int row, FileErrors errors)
    {
        if (Find(json, names) is not { } found)
            return "";
        if (Text(found.Value) is { } text)
            return text;
        if (found.Value.ValueKind == JsonValueKind.Array
            && found.Value.EnumerateArray().Select(Text).ToList() is var parts && !parts.Contains(null))
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
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                    && property.Value.ValueKind != JsonValueKind.Null)
                    return (property.Name, property.Value);
            }
        }

        return null;
    }

    private static string? NullWhenEmpty(string text) => text.Length == 0 ? null : text;
}
