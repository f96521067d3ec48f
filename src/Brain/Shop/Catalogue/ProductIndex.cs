using System.Collections.Frozen;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Shop.Catalogue.Kinds;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// What the products of a shop are called in one language, and how what people mean is found among them. Built once for
/// each import, and safe for use by many at once.
/// </summary>
public sealed class ProductIndex
{
    /// <summary>Reads the products, in the order in which they are told where nothing else tells them apart.</summary>
    internal ProductIndex(IReadOnlyList<GoodsText> products, string locale)
    {
        Names = [.. products.Select(product => new ProductName(product.Handle, product.Title))
            .OrderBy(name => name.Title, StringComparer.Ordinal)];
        NameWords = products.SelectMany(product => Word.In(product.Title))
            .Select(word => word.Text)
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word))
            .ToFrozenSet(StringComparer.Ordinal);
        Kinds = new KindIndex(products.Select(product => new KindSource(
            product.Handle, product.Title, product.Category, product.Tags, product.Description)), locale);
        Goods = new GoodsScorer(new GoodsIndex(products, locale), Kinds);
    }

    /// <summary>Every product's name, by title.</summary>
    public IReadOnlyList<ProductName> Names { get; }

    /// <summary>The words of these names, folded.</summary>
    public IReadOnlySet<string> NameWords { get; }

    /// <summary>Which of them are of which kind.</summary>
    internal KindIndex Kinds { get; }

    /// <summary>Finds those that a message means.</summary>
    internal GoodsScorer Goods { get; }
}
