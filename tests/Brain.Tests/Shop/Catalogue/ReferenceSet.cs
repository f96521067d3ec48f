using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Tests.Shop.Catalogue;

/// <summary>What somebody said and meant goods by.</summary>
/// <param name="Message">The whole of it.</param>
/// <param name="Name">The words of it that name the goods; may be empty.</param>
/// <param name="Handles">All that are right, best first; first of them <c>-</c> where nothing of the kind is
/// sold.</param>
/// <param name="IsHeld">Whether it is kept back from learning.</param>
internal sealed record GoodsReference(string Message, string Name, IReadOnlyList<string> Handles, bool IsHeld)
{
    /// <summary>Whether the shop sells nothing of the kind.</summary>
    public bool IsUnsold => Handles[0] == "-";
}

/// <summary>Reads the sets of references, and the goods they are to.</summary>
internal static class ReferenceSet
{
    /// <summary>Where they stand.</summary>
    /// <param name="root">The repository.</param>
    public static string Folder(string root) => Path.Combine(root, "tests/Brain.Tests/Shop/Catalogue");

    /// <summary>The references of a set, in order.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="set">As <c>fr</c>, or <c>camp.en</c>.</param>
    public static IReadOnlyList<GoodsReference> Read(string root, string set) =>
        [.. File.ReadLines(Path.Combine(Folder(root), $"References.{set}.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select((parts, i) => new GoodsReference(parts[0], parts[1], parts[2].Split(' '), i % 2 == 1))];

    /// <summary>The products of a Shopify export as they are indexed.</summary>
    public static IReadOnlyList<GoodsText> Products(string path, string locale)
    {
        var errors = new FileErrors(Path.GetFileName(path));
        return [.. ShopifyCsvReader.Read(File.ReadAllText(path), locale, "EUR", errors).Select(item =>
        {
            var measures = FactReader.Read(item.Title, item.Description, item.Options, item.Vendor, locale).Measures;
            return new GoodsText(
                item.Handle, item.Title, item.Description, item.Category, item.Tags, item.Options ?? "")
            {
                Capacity = measures.TryGetValue("capacity", out var capacity) ? capacity : null,
                Extent = measures.TryGetValue("size", out var extent) ? extent : null,
            };
        })];
    }
}
