using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>
/// Reads the words of products and what they speak of. A shop uses few words many times: each is looked up once.
/// </summary>
internal sealed class ProductWords
{
    private readonly Numbering<string> _stems = new(StringComparer.Ordinal);
    private readonly Numbering<string> _concepts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _spokenOf = new(StringComparer.Ordinal);
    private readonly List<int[]> _wordsOf = [];
    private readonly List<int[]> _conceptsOf = [];

    /// <summary>Reads a product.</summary>
    public void Add(GoodsText product)
    {
        var names = NamesIn(product.Title).Select(_stems.Of).ToHashSet();
        _wordsOf.Add([.. Word.In($"{product.Title} {product.Tags} {product.Description}")
            .Select(word => _stems.Of(KindWords.Stem(word.Text)))
            .Distinct()
            .Select(stem => (stem << 1) | (names.Contains(stem) ? 1 : 0))]);
        _conceptsOf.Add([.. Word.In($"{product.Title} {product.Tags}")
            .SelectMany(word => SpokenOf(word.Text))
            .Distinct()]);
    }

    /// <summary>The words without what makes them plural, and of each product the places of its own, one bit higher,
    /// below whether its range may be called so.</summary>
    public (WordTable Words, Rows OfProducts) Words()
    {
        int[] order = [.. Enumerable.Range(0, _stems.All.Count)
            .OrderBy(stem => _stems.All[stem], StringComparer.Ordinal)];
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
            places[order[place]] = place;
        return (new WordTable([.. order.Select(stem => _stems.All[stem])]),
            new Rows([.. _wordsOf.Select(
                words => words.Select(word => (places[word >> 1] << 1) | (word & 1)).ToArray())]));
    }

    /// <summary>What titles and tags speak of, and of each product the numbers of its own.</summary>
    public (string[] Concepts, Rows OfProducts) Concepts() => ([.. _concepts.All], new Rows(_conceptsOf));

    // Words of a title that no dictionary has: what a range is called.
    private static IEnumerable<string> NamesIn(string title)
    {
        List<string> words = [.. Word.In(title).Select(word => word.Text)];
        var concepts = Thesaurus.Embedded.ConceptsOf(words);
        return words.Where((word, i) => word.Length > 3 && char.IsLetter(word[0]) && concepts[i].Count == 0
            && !Fillers.Words.Contains(word)).Select(KindWords.Stem);
    }

    private int[] SpokenOf(string word)
    {
        if (!_spokenOf.TryGetValue(word, out var concepts))
        {
            _spokenOf[word] = concepts = [.. Thesaurus.Embedded.ConceptsOf([word])[0]
                .Where(concept => concept[0] != '=')
                .Select(_concepts.Of)];
        }

        return concepts;
    }
}
