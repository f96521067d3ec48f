using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// What the products of a shop are called and made of in one language, by word and by what words mean: finds what
/// people
/// describe instead of naming it. Built once for each import, and safe for use by many at once.
/// </summary>
public sealed class ProductIndex
{
    // What a word of the title says of a product beside one of its tags, its shelf and its description.
    private const float OfTitle = 1f;
    private const float OfTags = 0.9f;
    private const float OfShelf = 0.7f;
    private const float OfDescription = 0.45f;

    // What a word is worth that is not the same but of the same meaning, or the same but for a letter.
    private const float SameMeaning = 0.7f;
    private const float Misspelt = 0.85f;
    private const float PartOfWord = 0.8f;

    private const int LongestQuery = 40;

    private readonly Dictionary<string, List<Posting>> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Posting>> _meanings = new(StringComparer.Ordinal);

    /// <summary>Reads the products.</summary>
    internal ProductIndex(IReadOnlyList<IndexedText> products)
    {
        Names = [.. products.Select(product => new ProductName(product.Handle, product.Title))];
        NameWords = products.SelectMany(product => Word.In(product.Title))
            .Select(word => word.Text)
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word))
            .ToFrozenSet(StringComparer.Ordinal);
        for (var at = 0; at < products.Count; at++)
        {
            var product = products[at];
            Dictionary<string, float> words = [];
            Dictionary<string, float> meanings = [];
            Read(product.Description, OfDescription, words, meanings);
            Read(product.Options, OfTags, words, meanings);
            Read(product.Category, OfShelf, words, meanings);
            Read(product.Tags, OfTags, words, meanings);
            Read(product.Title, OfTitle, words, meanings);
            Keep(_words, words, at);
            Keep(_meanings, meanings, at);
        }
    }

    /// <summary>Every product's name.</summary>
    public IReadOnlyList<ProductName> Names { get; }

    /// <summary>The words of these names, folded.</summary>
    public IReadOnlySet<string> NameWords { get; }

    /// <summary>
    /// The products that answer to a description, best first, each with the share of it that it answers to, 0 to 1.
    /// </summary>
    /// <param name="text">What someone is looking for, in their own words.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<(string Handle, float Score)> Find(string text, int limit)
    {
        List<string> words = [.. Word.In(text)
            .Select(word => word.Text)
            .Where(word => word.Length > 1 && !Fillers.Words.Contains(word))
            .Distinct()
            .Take(LongestQuery)];
        var scores = new Dictionary<int, float>();
        var whole = 0f;
        var concepts = Thesaurus.Embedded.ConceptsOf(words);
        for (var i = 0; i < words.Count; i++)
        {
            Dictionary<int, float> best = [];
            var rarest = 0f;
            foreach (var (postings, worth) in Matches(words[i], concepts[i]))
            {
                var rarity = Rarity(postings.Count) * worth;
                rarest = Math.Max(rarest, Rarity(postings.Count));
                foreach (var posting in postings)
                    best[posting.Product] = Math.Max(best.GetValueOrDefault(posting.Product), rarity * posting.Weight);
            }

            // What stands in no product's text tells little of what is wanted.
            whole += rarest > 0 ? rarest : Rarity(1) / 6;
            foreach (var (product, score) in best)
                scores[product] = scores.GetValueOrDefault(product) + score;
        }

        return whole == 0 ? [] : [.. scores.OrderByDescending(score => score.Value).ThenBy(score => score.Key)
            .Take(limit)
            .Select(score => (Names[score.Key].Handle, Math.Min(1, score.Value / whole)))];
    }

    private IEnumerable<(List<Posting> Postings, float Worth)> Matches(string word, List<string> concepts)
    {
        if (_words.TryGetValue(Stem(word), out var same))
            yield return (same, 1);
        else
        {
            foreach (var near in Neighbours(word))
                yield return (near, Misspelt);
        }

        // "Tea" is in "teapot".
        if (word.Length > 2)
        {
            foreach (var (longer, postings) in _words)
            {
                if (longer.Length > word.Length + 1 && longer.StartsWith(word, StringComparison.Ordinal))
                    yield return (postings, PartOfWord);
            }
        }

        foreach (var concept in concepts.Where(concept => concept[0] != '='))
        {
            if (_meanings.TryGetValue(concept, out var like))
                yield return (like, SameMeaning);
        }
    }

    private IEnumerable<List<Posting>> Neighbours(string word) => word.Length < 4 ? []
        : _words.Where(entry => Math.Abs(entry.Key.Length - word.Length) <= 2 && Typos.Forgive(word, entry.Key))
            .Select(entry => entry.Value);

    private float Rarity(int products) => MathF.Log(1 + ((Names.Count + 1f) / (products + 0.5f)));

    private static void Read(string text, float weight, Dictionary<string, float> words, Dictionary<string,
        float> meanings)
    {
        List<string> read = [.. Word.In(text).Select(word => word.Text)];
        var concepts = Thesaurus.Embedded.ConceptsOf(read);
        for (var i = 0; i < read.Count; i++)
        {
            if (read[i].Length > 1 && !Fillers.Words.Contains(read[i]))
                words[Stem(read[i])] = weight;
            foreach (var concept in concepts[i].Where(concept => concept[0] != '='))
                meanings[concept] = weight;
        }
    }

    private static void Keep(Dictionary<string, List<Posting>> index, Dictionary<string, float> read, int product)
    {
        foreach (var (key, weight) in read)
        {
            if (!index.TryGetValue(key, out var postings))
                index[key] = postings = [];
            postings.Add(new Posting(product, weight));
        }
    }

    private static string Stem(string word)
    {
        var stem = word.Length > 3 ? word.TrimEnd('s', 'x') : word;
        return stem.Length > 4 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Posting(int Product, float Weight);
}

/// <summary>A product's texts as they are indexed.</summary>
internal sealed record IndexedText(string Handle, string Title, string Description, string Category, string Tags,
    string Options);
