using System.Collections.Frozen;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>A product held against a kind that was asked for.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Confidence">0 to 1: how surely it is of that kind; below <see cref="KindIndex.OfKind"/> it is only the
/// nearest there is.</param>
internal sealed record KindMatch(string Handle, string Title, double Confidence);

/// <summary>
/// Tells which products are of a kind: by what their titles call them, by the first words they are tagged with, by the
/// shelf, and by the goods of the thesaurus. What a thing is made of or used for is not its kind. Safe for use by many
/// at once.
/// </summary>
internal sealed class KindIndex
{
    /// <summary>From this confidence on a product is of the kind.</summary>
    public const double OfKind = 0.5;

    /// <summary>From this confidence on a product that completes another is of its range.</summary>
    public const double OfRange = 1;

    private const int NamingTags = 2;

    // A name with its word and what it stands for, about.
    private const long BytesOfName = 100;

    // What grows is tagged to what serves it.
    private static readonly FrozenSet<string> Served = FrozenSet.Create("plant", "flower", "tree-shrub", "pet");

    private readonly string _locale;
    private readonly ProductTable _products;
    private readonly string[] _titles;

    // What products are called: most are called like others. -1 where a title calls it nothing.
    private readonly ShortName[] _names;
    private readonly int[] _nameOf;
    private readonly Rows _tagsOf;

    // Of each product the words of its texts, and in the lowest bit whether its range may be called so.
    private readonly WordTable _words;
    private readonly Rows _wordsOf;
    private readonly string[] _concepts;
    private readonly Rows _conceptsOf;

    // The words of each shelf's name; no shelf is the first.
    private readonly string[][] _shelves;
    private readonly int[] _shelfOf;
    private readonly Rows _usesOf;

    /// <summary>Reads the products, in the order of the table.</summary>
    public KindIndex(IReadOnlyList<GoodsText> products, ProductTable table, string locale)
    {
        (_locale, _products) = (locale, table);
        _titles = [.. products.Select(product => product.Title)];
        List<NounPhrase?> titles = [.. products.Select(product => NounPhrase.Read(product.Title, locale))];
        // A pendant is a lamp among lamps and a jewel among jewels: a word of two meanings has that of the shop.
        var sections = titles.OfType<NounPhrase>()
            .SelectMany(title => title.Concepts.Select(GoodsSections.Of).Distinct())
            .OfType<int>()
            .CountBy(section => section)
            .ToDictionary();
        var names = new Numbering<ShortName>();
        var reader = new ProductWords();
        Numbering<string> shelves = new(StringComparer.Ordinal), uses = new(StringComparer.Ordinal);
        _ = shelves.Of("");
        (_nameOf, _shelfOf) = (new int[products.Count], new int[products.Count]);
        List<int[]> tagsOf = [], usesOf = [];
        for (var at = 0; at < products.Count; at++)
        {
            var (product, title) = (products[at], InShop(titles[at], sections));
            string[] tags = [.. product.Tags.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            _nameOf[at] = title is null ? -1 : names.Of(ShortName.Of(title));
            tagsOf.Add([.. NamesIn(tags, title, locale).Select(tag => names.Of(ShortName.Of(tag)))]);
            usesOf.Add([.. tags.Select(Word.Fold).Distinct().Select(uses.Of)]);
            _shelfOf[at] = shelves.Of(product.Category);
            reader.Add(product);
        }

        _names = [.. names.All];
        _shelves = [.. shelves.All.Select(
            shelf => Word.In(shelf).Select(word => word.Text).Where(word => word.Length > 3).ToArray())];
        (_tagsOf, _usesOf) = (new Rows(tagsOf), new Rows(usesOf));
        (_words, _wordsOf) = reader.Words();
        (_concepts, _conceptsOf) = reader.Concepts();
    }

    /// <summary>What it takes of memory, in bytes, about; the titles left out.</summary>
    public long Bytes => _words.Bytes + _wordsOf.Bytes + _conceptsOf.Bytes + _tagsOf.Bytes + _usesOf.Bytes
        + (_titles.Length * (long)(IntPtr.Size + sizeof(int) + sizeof(int)))
        + ((_names.Length + _shelves.Length) * BytesOfName) + (_concepts.Length * (long)IntPtr.Size);

    /// <summary>
    /// The products of a kind, the surest first; where there is none of it, the nearest that the shop has, each with a
    /// confidence below <see cref="OfKind"/>; empty when the shop has nothing like it.
    /// </summary>
    /// <param name="query">What is asked for, in people's words: a product span.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<KindMatch> Find(string query, int limit)
    {
        if (NounPhrase.Read(query, _locale) is not { } phrase)
            return [];
        var asked = Ask(phrase);
        List<(int Product, double Confidence)> matches = [.. Enumerable.Range(0, _products.Count)
            .Select(product => (product, Rate(product, asked)))
            .Where(match => match.Item2 > 0)
            .OrderByDescending(match => match.Item2)];
        var isSold = matches.Count > 0 && matches[0].Confidence >= OfKind;
        return [.. matches.Where(match => !isSold || match.Confidence >= OfKind).Take(limit).Select(ToMatch)];
    }

    /// <summary>Holds what is asked for against what the shop's products have in common.</summary>
    public AskedKind Ask(NounPhrase asked) => new(asked, _names, _shelves, _words, _concepts);

    /// <summary>How surely a product is of a kind, 0 to 1, as <see cref="KindMatch.Confidence"/> tells.</summary>
    /// <param name="product">Its place.</param>
    /// <param name="asked">What is asked for.</param>
    public double Rate(int product, AskedKind asked) => asked.Rate(
        _nameOf[product], _tagsOf[product], _shelfOf[product], _wordsOf[product], _conceptsOf[product]);

    /// <summary>
    /// Products of other kinds that complete one: of the same range by a name in both titles, then those for the same
    /// uses; the best first. Empty when there is none, or no such product.
    /// </summary>
    public IReadOnlyList<KindMatch> Companions(string handle, int limit)
    {
        var own = _products.PlaceOf(handle);
        if (own < 0)
            return [];
        // For each word 0: the product has it nowhere, 1: in its texts, 2: and its range may be called so.
        var words = new byte[_words.Count];
        foreach (var word in _wordsOf[own])
            words[word >> 1] = (byte)(1 + (word & 1));
        bool[] isLike = _nameOf[own] < 0
            ? new bool[_names.Length]
            : [.. _names.Select(name => AskedKind.Match(_names[_nameOf[own]], name) > 0)];
        return [.. Enumerable.Range(0, _products.Count)
            .Where(other => other != own)
            .Select(other => (Product: other, Confidence: Complete(own, other, words, isLike)))
            .Where(match => match.Confidence > 0)
            .OrderByDescending(match => match.Confidence)
            .Take(limit)
            .Select(ToMatch)];
    }

    private KindMatch ToMatch((int Product, double Confidence) match) =>
        new(_products.Handles[match.Product], _titles[match.Product], match.Confidence);

    // How well another product completes one, 0 to 1: of its range, or for the same use.
    private double Complete(int own, int other, byte[] words, bool[] isLike)
    {
        // What could take its place does not complete it.
        if (_nameOf[other] >= 0 && isLike[_nameOf[other]])
            return 0;
        foreach (var word in _wordsOf[other])
        {
            var how = words[word >> 1];
            if (how > 1 || (how > 0 && (word & 1) > 0))
                return OfRange;
        }

        var shared = 0;
        foreach (var use in _usesOf[other])
            shared += _usesOf[own].Contains(use) ? 1 : 0;
        var isNear = _shelfOf[own] != 0 && _shelfOf[own] == _shelfOf[other];
        return shared == 0 ? 0 : Math.Min(0.9, (isNear ? 0.3 : 0.2) + (0.15 * shared));
    }

    // Which of the first tags may be further names of the thing.
    private static IEnumerable<NounPhrase> NamesIn(string[] tags, NounPhrase? title, string locale)
    {
        var section = SectionOf(title);
        return tags.Take(NamingTags)
            .Select(tag => NounPhrase.Read(tag, locale))
            .OfType<NounPhrase>()
            .Where((tag, i) => tag.Concepts.Count == 0
                ? i == 0
                : section is null || (SectionOf(tag) == section && !tag.Concepts.Any(Served.Contains)));
    }

    private static int? SectionOf(NounPhrase? phrase) =>
        phrase?.Concepts.Select(GoodsSections.Of).FirstOrDefault(section => section is not null);

    private static NounPhrase? InShop(NounPhrase? title, Dictionary<int, int> sections)
    {
        if (title is null || title.Concepts.Count < 2)
            return title;
        var most = title.Concepts.Max(concept => sections[GoodsSections.Of(concept)!.Value]);
        return title with
        {
            Concepts = title.Concepts.Where(concept => sections[GoodsSections.Of(concept)!.Value] == most).ToHashSet(),
        };
    }
}
