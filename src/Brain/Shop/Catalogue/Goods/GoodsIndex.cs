using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue.Kinds;
using Gateway.Brain.Shop.Catalogue.Tables;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>Where of a product a word or a concept is found.</summary>
[Flags]
internal enum Place
{
    None = 0,
    Title = 1,
    ProperName = 2,
    Kind = 4,
    Tags = 8,
    Body = 16,
    Use = 32,
}

/// <summary>
/// The words and concepts of a shop's products in one language, and where they stand. Built once for each import, and
/// safe for use by many at once.
/// </summary>
internal sealed class GoodsIndex
{
    private const int PlaceBits = 8;
    private const int NamingTags = 2;
    private const int LeastPrefix = 4;

    private readonly WordTable _keys;
    private readonly Rows _postings;
    private readonly float[] _titles;
    private readonly float[] _sizes;
    private readonly FrozenSet<int> _sections;

    /// <summary>Reads the products, in the order of the table.</summary>
    public GoodsIndex(IReadOnlyList<GoodsText> products, ProductTable table, string locale)
    {
        Locale = locale;
        Handles = table.Handles;
        Dictionary<string, List<int>> postings = new(StringComparer.Ordinal);
        List<string>[] titles = new List<string>[products.Count];
        var kinds = new string?[products.Count];
        var sections = SectionsOf(products, locale);
        for (var at = 0; at < products.Count; at++)
        {
            Dictionary<string, Place> keys = new(StringComparer.Ordinal);
            (titles[at], kinds[at]) = Read(products[at], locale, sections, keys);
            foreach (var (key, places) in keys)
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(postings, key, out _);
                (list ??= []).Add((at << PlaceBits) | (int)places);
            }
        }

        string[] sorted = [.. postings.Keys.Order(StringComparer.Ordinal)];
        (_keys, _postings) = (new WordTable(sorted), new Rows([.. sorted.Select(key => postings[key])]));
        _titles = [.. titles.Select(title => title.Sum(stem => Mass(postings[stem].Count)))];
        _sizes = SizesOf(products, kinds);
        _sections = sections.Keys.ToFrozenSet();
    }

    /// <summary>Its language.</summary>
    public string Locale { get; }

    /// <summary>The products, in order.</summary>
    public IReadOnlyList<string> Handles { get; }

    /// <summary>What it takes of memory, in bytes, about.</summary>
    public long Bytes => _keys.Bytes + _postings.Bytes + ((_titles.Length + _sizes.Length) * (long)sizeof(float));

    /// <summary>The share of all that tells products apart that is left when so many of them have it, 0 to 1.</summary>
    public float Mass(int products) =>
        MathF.Log(1 + ((float)Handles.Count / Math.Max(1, products))) / MathF.Log(1 + Math.Max(1, Handles.Count));

    /// <summary>The mass of a product's title.</summary>
    public float TitleMass(int product) => _titles[product];

    /// <summary>Where a product stands by size among those of its kind: -1 for the smallest, 1 the largest.</summary>
    public float Size(int product) => _sizes[product];

    /// <summary>Whether the shop sells goods that are sold together with these.</summary>
    public bool HasSection(string goods) => GoodsSections.Of(goods) is { } section && _sections.Contains(section);

    /// <summary>In which products, and where in them, a key is found; by product.</summary>
    /// <param name="key">A stem, a concept behind <c>@</c>, a root behind <c>~</c>, or a number behind
    /// <c>#</c>.</param>
    public ReadOnlyMemory<int> this[string key] => _keys.Find(key) is var at && at >= 0 ? _postings.Keep(at) : default;

    /// <summary>The product of a posting.</summary>
    public static int ProductOf(int posting) => posting >> PlaceBits;

    /// <summary>The places of a posting.</summary>
    public static Place PlacesOf(int posting) => (Place)(posting & ((1 << PlaceBits) - 1));

    /// <summary>Where a product has what is found in these; none when it has it nowhere.</summary>
    public static Place PlacesOf(ReadOnlySpan<int> postings, int product)
    {
        var (low, high) = (0, postings.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = ProductOf(postings[middle]);
            if (at == product)
                return PlacesOf(postings[middle]);
            (low, high) = at < product ? (middle + 1, high) : (low, middle - 1);
        }

        return Place.None;
    }

    /// <summary>The stems that a word may be a misspelling, or the beginning, of.</summary>
    /// <param name="word">Folded; none of the stems itself.</param>
    /// <param name="isStrange">Whether no dictionary knows it: then a short name may be misspelt in it.</param>
    public IEnumerable<string> Near(string word, bool isStrange)
    {
        var stem = Forms.Stem(word);
        if (!char.IsLetter(word[0]))
            yield break;
        // The first letter is hardly ever wrong.
        for (var i = FirstFrom(word.AsSpan(0, 1)); i < _keys.Count && _keys[i][0] == word[0]; i++)
        {
            if (Math.Abs(_keys[i].Length - stem.Length) > 2)
                continue;
            var known = _keys[i].ToString();
            if (Typos.Forgive(stem, known) || Typos.Forgive(word, known)
                || (isStrange && IsNearName(stem, known, i)))
                yield return known;
        }

        if (stem.Length < LeastPrefix)
            yield break;
        for (var i = FirstFrom(stem); i < _keys.Count && _keys[i].StartsWith(stem); i++)
        {
            if (_keys[i].Length > stem.Length + 1)
                yield return _keys[i].ToString();
        }
    }

    private int FirstFrom(ReadOnlySpan<char> beginning) => _keys.Find(beginning) is var at && at < 0 ? ~at : at;

    private bool IsNearName(string stem, string known, int key)
    {
        if (known.Length < 4 || stem.Length < 4 || known[0] != stem[0] || Math.Abs(known.Length - stem.Length) > 1
            || Typos.Distance(stem, known) > 1)
            return false;
        foreach (var posting in _postings[key])
        {
            if ((PlacesOf(posting) & Place.ProperName) != Place.None)
                return true;
        }

        return false;
    }

    private static Dictionary<int, int> SectionsOf(IReadOnlyList<GoodsText> products, string locale) => products
        .Select(product => NounPhrase.Read(product.Title, locale))
        .OfType<NounPhrase>()
        .SelectMany(title => title.Concepts.Select(GoodsSections.Of).Distinct())
        .OfType<int>()
        .CountBy(section => section)
        .ToDictionary();

    private static (List<string> Title, string? Kind) Read(
        GoodsText product, string locale, Dictionary<int, int> sections, Dictionary<string, Place> keys)
    {
        Read(product.Description, Place.Body, keys);
        Read($"{product.Category}, {product.Options}, {product.Tags}", Place.Tags, keys);
        var title = Read(product.Title, Place.Title, keys);
        var kinds = KindsOf(product, locale, sections, keys);
        foreach (var kind in kinds)
        {
            Add(keys, $"@{kind}", Place.Kind);
            foreach (var root in Uses.Of(kind, locale))
                Add(keys, $"~{root}", Place.Use);
        }

        foreach (var name in ProperNames(product.Title, locale))
            Add(keys, name, Place.ProperName);
        return (title, kinds.Count > 0 ? kinds[0] : null);
    }

    private static List<string> Read(string text, Place place, Dictionary<string, Place> keys)
    {
        List<string> words = [.. Word.In(text).Select(word => word.Text)];
        var concepts = Thesaurus.Embedded.ConceptsOf(words);
        List<string> stems = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Length > 1 && !char.IsAsciiDigit(words[i][0]) && !Fillers.Words.Contains(words[i]))
            {
                var stem = Forms.Stem(words[i]);
                stems.Add(stem);
                Add(keys, stem, place);
                Add(keys, $"~{Forms.Root(stem)}", place);
            }

            foreach (var concept in concepts[i].Where(concept => concept[0] != '='))
                Add(keys, $"@{concept}", place);
        }

        foreach (var (number, _, _) in Forms.Numbers(text))
            Add(keys, $"#{number}", place);
        return [.. stems.Distinct()];
    }

    // A pot among plants is no cooking pot: of several things that a word names it is the one of which most is told.
    private static List<string> KindsOf(
        GoodsText product, string locale, Dictionary<int, int> sections, Dictionary<string, Place> keys)
    {
        var title = NounPhrase.Read(product.Title, locale);
        List<string> kinds = title is null ? [] : [.. title.Concepts
            .OrderByDescending(concept => Uses.Of(concept, locale).Count(root => keys.ContainsKey($"~{root}")))
            .ThenByDescending(concept => sections.GetValueOrDefault(GoodsSections.Of(concept)!.Value))];
        if (kinds.Count > 1)
            kinds = kinds.FindAll(kind => GoodsSections.Of(kind) == GoodsSections.Of(kinds[0]));
        var section = kinds.Count > 0 ? GoodsSections.Of(kinds[0]) : null;
        foreach (var tag in product.Tags.Split(',', StringSplitOptions.TrimEntries).Take(NamingTags))
        {
            if (NounPhrase.Read(tag, locale) is { } phrase)
            {
                kinds.AddRange(phrase.Concepts.Where(concept =>
                    !kinds.Contains(concept) && (section is null || GoodsSections.Of(concept) == section)));
            }
        }

        return kinds;
    }

    // What a range, or a thing, is called stands with a capital where a noun has none.
    private static IEnumerable<string> ProperNames(string title, string locale)
    {
        var words = Word.In(title);
        var kind = NounPhrase.Read(title, locale);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Text.Length > 2 && char.IsUpper(title[word.Start]) && (locale != "fr" || i > 0)
                && word.Text != kind?.Head && !Fillers.Words.Contains(word.Text))
                yield return Forms.Stem(word.Text);
        }
    }

    private static void Add(Dictionary<string, Place> keys, string key, Place place)
    {
        ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, key, out _);
        places |= place;
    }

    private static float[] SizesOf(IReadOnlyList<GoodsText> products, string?[] kinds)
    {
        var sizes = new float[products.Count];
        foreach (var group in Enumerable.Range(0, products.Count).Where(at => kinds[at] is not null)
            .GroupBy(at => kinds[at]))
        {
            // What is large among kettles is what holds much; among throws, what covers much.
            var byCapacity = 2 * group.Count(at => products[at].Capacity is not null) > group.Count();
            List<(int At, double Size)> measured = [.. group
                .Select(at => (at, (byCapacity ? products[at].Capacity : products[at].Extent) ?? 0))
                .Where(one => one.Item2 > 0)
                .OrderBy(one => one.Item2)];
            for (var i = 0; measured.Count > 1 && i < measured.Count; i++)
                sizes[measured[i].At] = (2f * i / (measured.Count - 1)) - 1;
        }

        return sizes;
    }
}
