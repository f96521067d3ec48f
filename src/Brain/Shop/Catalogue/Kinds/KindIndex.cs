using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>A product as far as its kind goes.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Category">The shelf it stands on; may be empty.</param>
/// <param name="Tags">Separated by commas, what it is before what it is for; may be empty.</param>
/// <param name="Description">Plain text; may be empty.</param>
internal sealed record KindSource(string Handle, string Title, string Category, string Tags, string Description);

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

    private const double ByConcept = 0.9;
    private const double ByTag = 0.75;
    private const double ByShelf = 0.8;

    // The kind is right, but something is asked of it that no such product is.
    private const double Other = 0.4;

    // Which tags may be further names of the thing.
    private const int NamingTags = 2;

    // What grows is tagged to what serves it.
    private static readonly FrozenSet<string> Served = FrozenSet.Create("plant", "flower", "tree-shrub", "pet");

    private readonly string _locale;
    private readonly List<Entry> _entries;
    private readonly Dictionary<string, Entry> _byHandle;

    public KindIndex(IEnumerable<KindSource> products, string locale)
    {
        _locale = locale;
        List<(KindSource Product, NounPhrase? Title)> read =
            [.. products.Select(product => (product, NounPhrase.Read(product.Title, locale)))];
        // A pendant is a lamp among lamps and a jewel among jewels: a word of two meanings has that of the shop.
        var sections = read.Where(one => one.Title is not null)
            .SelectMany(one => one.Title!.Concepts.Select(GoodsSections.Of).Distinct())
            .OfType<int>()
            .CountBy(section => section)
            .ToDictionary();
        _entries = [.. read.Select(one => new Entry(one.Product, InShop(one.Title, sections), locale))];
        _byHandle = _entries.ToDictionary(entry => entry.Product.Handle, StringComparer.Ordinal);
    }

    /// <summary>
    /// The products of a kind, the surest first; where there is none of it, the nearest that the shop has, each with a
    /// confidence below <see cref="OfKind"/>; empty when the shop has nothing like it.
    /// </summary>
    /// <param name="query">What is asked for, in people's words: a product span.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<KindMatch> Find(string query, int limit)
    {
        if (NounPhrase.Read(query, _locale) is not { } asked)
            return [];
        var matches = _entries
            .Select(entry => new KindMatch(entry.Product.Handle, entry.Product.Title, entry.Rate(asked)))
            .Where(match => match.Confidence > 0)
            .OrderByDescending(match => match.Confidence)
            .ToList();
        var isSold = matches.Count > 0 && matches[0].Confidence >= OfKind;
        return [.. matches.Where(match => !isSold || match.Confidence >= OfKind).Take(limit)];
    }

    /// <summary>How surely a product is of a kind, 0 to 1, as <see cref="KindMatch.Confidence"/> tells.</summary>
    /// <param name="handle">The product.</param>
    /// <param name="asked">What is asked for.</param>
    public double Rate(string handle, NounPhrase asked) =>
        _byHandle.TryGetValue(handle, out var entry) ? entry.Rate(asked) : 0;

    /// <summary>
    /// Products of other kinds that complete one: of the same range by a name in both titles, then those for the same
    /// uses; the best first. Empty when there is none, or no such product.
    /// </summary>
    public IReadOnlyList<KindMatch> Companions(string handle, int limit)
    {
        if (!_byHandle.TryGetValue(handle, out var own))
            return [];
        return [.. _entries.Where(entry => entry != own)
            .Select(entry => new KindMatch(entry.Product.Handle, entry.Product.Title, own.Completes(entry)))
            .Where(match => match.Confidence > 0)
            .OrderByDescending(match => match.Confidence)
            .Take(limit)];
    }

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

    // Forms of one word, and nothing looser: a tablier is no table.
    private static bool IsWord(string one, string other) =>
        Stem(one) == Stem(other) || (one.Length >= 6 && other.Length >= 6 && Typos.Forgive(one, other));

    private static string Stem(string word) => word switch
    {
        [.. var root, 'a', 'u', 'x'] when root.Length > 2 => $"{root}al",
        [.. var root, 'i', 'e', 's'] when root.Length > 3 => $"{root}y",
        [.. var root, 's' or 'x'] when root.Length > 2 => root,
        _ => word,
    };

    private sealed class Entry
    {
        private readonly NounPhrase? _title;
        private readonly List<NounPhrase> _tags;
        private readonly HashSet<string> _texts;
        private readonly Lazy<HashSet<string>> _concepts;
        private readonly string[] _shelf;
        private readonly HashSet<string> _names;
        private readonly HashSet<string> _uses;

        public Entry(KindSource product, NounPhrase? title, string locale)
        {
            Product = product;
            _title = title;
            var section = SectionOf(_title);
            _tags = [.. product.Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Take(NamingTags)
                .Select(tag => NounPhrase.Read(tag, locale))
                .OfType<NounPhrase>()
                .Where((tag, i) => tag.Concepts.Count == 0
                    ? i == 0
                    : section is null || (SectionOf(tag) == section && !tag.Concepts.Any(Served.Contains)))];
            _texts = [.. Word.In($"{product.Title} {product.Tags} {product.Description}")
                .Select(word => Stem(word.Text))];
            _concepts = new Lazy<HashSet<string>>(ConceptsOfTexts);
            _names = NamesOf(product.Title);
            _uses = [.. product.Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(Word.Fold)];
            _shelf = [.. Word.In(product.Category).Select(word => word.Text).Where(word => word.Length > 3)];
        }

        public KindSource Product { get; }

        public double Rate(NounPhrase asked)
        {
            var kind = OfName(asked);
            if (kind == 0 && _shelf.Any(part => IsWord(asked.Head, part))
                && asked.Modifiers.All(word => _shelf.Any(part => IsWord(word, part))))
                return ByShelf;
            return kind > 0 && asked.Modifiers.Any(IsMissing) ? Math.Min(kind, Other) : kind;
        }

        /// <summary>How well another product completes this one, 0 to 1: of its range, or for the same use.</summary>
        public double Completes(Entry other)
        {
            // What could take its place does not complete it.
            if (_title is not null && other._title is not null && Match(_title, other._title) > 0)
                return 0;
            if (_names.Overlaps(other._names) || _names.Overlaps(other._texts) || other._names.Overlaps(_texts))
                return OfRange;
            var shared = _uses.Intersect(other._uses).Count();
            var isNear = Product.Category.Length > 0 && Product.Category == other.Product.Category;
            return shared == 0 ? 0 : Math.Min(0.9, (isNear ? 0.3 : 0.2) + (0.15 * shared));
        }

        // Words of a title that no dictionary has: what a range is called.
        private static HashSet<string> NamesOf(string title)
        {
            List<string> words = [.. Word.In(title).Select(word => word.Text)];
            var concepts = Thesaurus.Embedded.ConceptsOf(words);
            return [.. words.Where((word, i) => word.Length > 3 && char.IsLetter(word[0]) && concepts[i].Count == 0
                && !Fillers.Words.Contains(word)).Select(Stem)];
        }

        private static int? SectionOf(NounPhrase? phrase) =>
            phrase?.Concepts.Select(GoodsSections.Of).FirstOrDefault(section => section is not null);

        private static double Match(NounPhrase asked, NounPhrase own)
        {
            // Of two that the thesaurus knows, a word in common is not enough: a moka pot, a flower pot.
            if (asked.Concepts.Count > 0 && own.Concepts.Count > 0)
                return asked.Concepts.Overlaps(own.Concepts) ? IsWord(asked.Head, own.Head) ? 1 : ByConcept : 0;
            return IsWord(asked.Head, own.Head) ? 1 : 0;
        }

        private double OfName(NounPhrase asked)
        {
            var best = _title is null ? 0 : Match(asked, _title);
            return Math.Max(best, _tags.Select(tag => Match(asked, tag) * ByTag).DefaultIfEmpty().Max());
        }

        // A lamp for bicycles is another thing, a red one the same.
        private bool IsMissing(string modifier)
        {
            if (_texts.Contains(Stem(modifier)) || _texts.Any(word => IsWord(word, modifier)))
                return false;
            var concepts = Thesaurus.Embedded.ConceptsOf([modifier])[0];
            if (concepts.Exists(concept => concept is "=material" or "=colour"))
                return false;
            var isSpokenOf = concepts.Exists(concept => concept[0] != '=' && _concepts.Value.Contains(concept));
            return !isSpokenOf && (concepts.Exists(concept => GoodsSections.Of(concept) is not null)
                || !concepts.Exists(concept => concept is "=quality" or "=talk"));
        }

        private HashSet<string> ConceptsOfTexts() =>
            [.. Word.In($"{Product.Title} {Product.Tags}")
                .SelectMany(word => Thesaurus.Embedded.ConceptsOf([word.Text])[0])
                .Where(concept => concept[0] != '=')];
    }
}
