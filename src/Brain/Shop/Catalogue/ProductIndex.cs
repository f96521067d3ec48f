using System.Collections.Frozen;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Shop.Catalogue.Kinds;
using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// What the products of a shop are called in one language, and how what people mean is found among them. Built once for
/// each import, and safe for use by many at once.
/// </summary>
public sealed class ProductIndex
{
    // A string, and a name of two, without their letters.
    private const long BytesOfString = 24;
    private const long BytesOfName = 40;
    private const long BytesOfNameWord = 60;

    /// <summary>Reads the products, in the order in which they are told where nothing else tells them apart.</summary>
    internal ProductIndex(IReadOnlyList<GoodsText> products, string locale)
    {
        Names = [.. products.Select(product => new ProductName(product.Handle, product.Title))
            .OrderBy(name => name.Title, StringComparer.Ordinal)];
        NameWords = products.SelectMany(product => Word.In(product.Title))
            .Select(word => word.Text)
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word))
            .ToFrozenSet(StringComparer.Ordinal);
        var table = new ProductTable(products);
        Kinds = new KindIndex(products, table, locale);
        var goods = new GoodsIndex(products, table, locale);
        Goods = new GoodsScorer(goods, Kinds);
        Likeness = new Likeness(products, table);
        Extremes = new Extremes(products, table);
        Bytes = table.Bytes + Kinds.Bytes + goods.Bytes + Likeness.Bytes + Extremes.Bytes
            + (NameWords.Count * BytesOfNameWord) + Names.Sum(name => BytesOfName
                + (2 * BytesOfString) + ((name.Handle.Length + name.Title.Length) * (long)sizeof(char)));
    }

    /// <summary>Every product's name, by title.</summary>
    public IReadOnlyList<ProductName> Names { get; }

    /// <summary>The words of these names, folded.</summary>
    public IReadOnlySet<string> NameWords { get; }

    /// <summary>Which of them are of which kind.</summary>
    internal KindIndex Kinds { get; }

    /// <summary>Finds those that a message means.</summary>
    internal GoodsScorer Goods { get; }

    /// <summary>Finds those that could take the place of another.</summary>
    internal Likeness Likeness { get; }

    /// <summary>Puts them in order by what is told of them in numbers.</summary>
    internal Extremes Extremes { get; }

    /// <summary>What it takes of memory, in bytes, about.</summary>
    internal long Bytes { get; }
}
