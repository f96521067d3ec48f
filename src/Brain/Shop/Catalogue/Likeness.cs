using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Which products could take the place of another: the shelf counts most, then words shared in the titles, then in the
/// tags, and last a price near by. Words are those of the database's search vectors.
/// </summary>
internal sealed class Likeness
{
    private const double OfShelf = 0.4;
    private const double OfTitle = 0.3;
    private const double OfWords = 0.2;
    private const double OfPrice = 0.1;

    // Nothing is divided by a price of nothing.
    private const double LeastPrice = 0.01;

    private readonly ProductTable _products;

    // Of each product the words of title and tags, and in the lowest bit whether it stands in the title.
    private readonly Rows _words;
    private readonly int[] _titleWords;

    // No shelf is 0, and like no other.
    private readonly int[] _shelves;
    private readonly int _wordCount;

    /// <summary>Reads the products, in the order of the table.</summary>
    public Likeness(IReadOnlyList<GoodsText> products, ProductTable table)
    {
        _products = table;
        Numbering<string> words = new(StringComparer.Ordinal), shelves = new(StringComparer.Ordinal);
        _ = shelves.Of("");
        _shelves = [.. products.Select(product => shelves.Of(product.Category))];
        _titleWords = [.. products.Select(product => product.TitleLexemes.Count)];
        _words = new Rows([.. products.Select(product =>
        {
            var title = product.TitleLexemes.ToHashSet(StringComparer.Ordinal);
            return product.Lexemes.Select(word => (words.Of(word) << 1) | (title.Contains(word) ? 1 : 0)).ToArray();
        })]);
        _wordCount = words.All.Count;
    }

    /// <summary>What it takes of memory, in bytes, about.</summary>
    public long Bytes => _words.Bytes + ((_titleWords.Length + _shelves.Length) * (long)sizeof(int));

    /// <summary>
    /// The products like one, each with its likeness, 0 to 1: what can be had first, then the likest; of those that are
    /// as like, what came into the catalogue first.
    /// </summary>
    /// <param name="handle">The product.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<(string Handle, double Likeness)> Find(string handle, int limit)
    {
        var asked = _products.PlaceOf(handle);
        if (asked < 0)
            return [];
        // For each word 0: not asked for, 1: asked for, 2: and in the title of what is asked for.
        var sought = new byte[_wordCount];
        foreach (var word in _words[asked])
            sought[word >> 1] = (byte)(1 + (word & 1));
        List<(int Product, double Likeness)> found = [];
        for (var other = 0; other < _products.Count; other++)
        {
            if (other != asked && LikenessOf(asked, other, sought) is { } likeness)
                found.Add((other, likeness));
        }

        return [.. found.OrderBy(one => _products.IsSoldOut(one.Product))
            .ThenByDescending(one => one.Likeness)
            .ThenBy(one => _products.IdOf(one.Product))
            .Take(limit)
            .Select(one => (_products.Handles[one.Product], one.Likeness))];
    }

    private double? LikenessOf(int asked, int other, byte[] sought)
    {
        var (shared, inTitles) = (0, 0);
        foreach (var word in _words[other])
        {
            var how = sought[word >> 1];
            shared += how > 0 ? 1 : 0;
            inTitles += how > 1 && (word & 1) > 0 ? 1 : 0;
        }

        var isOfShelf = _shelves[asked] != 0 && _shelves[asked] == _shelves[other];
        if (!isOfShelf && shared == 0)
            return null;
        var (price, otherPrice) = (_products.PriceOf(asked), _products.PriceOf(other));
        return (isOfShelf ? OfShelf : 0)
            + (OfTitle * Share(inTitles, _titleWords[asked], _titleWords[other]))
            + (OfWords * Share(shared, _words[asked].Length, _words[other].Length))
            + (OfPrice * (Math.Min(price, otherPrice) / Math.Max(Math.Max(price, otherPrice), LeastPrice)));
    }

    private static double Share(int shared, int own, int others) =>
        shared / (double)Math.Max(1, Math.Min(own, others));
}
