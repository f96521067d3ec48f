using Gateway.Brain.House.Learning;
using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>
/// A kind that is asked for, held once against the names, shelves and words that a shop's products have in common: what
/// is left to do for each product is to look up its own.
/// </summary>
internal sealed class AskedKind
{
    private const double ByConcept = 0.9;
    private const double ByTag = 0.75;
    private const double ByShelf = 0.8;

    // The kind is right, but something is asked of it that no such product is.
    private const double Other = 0.4;

    private readonly double[] _ofName;
    private readonly bool[] _isOfShelf;
    private readonly List<Demand> _demands;

    /// <summary>Looks at what is asked for.</summary>
    /// <param name="asked">The phrase.</param>
    /// <param name="names">What the products are called.</param>
    /// <param name="shelves">The words of the shelves' names.</param>
    /// <param name="words">The words of the products' texts, without what makes them plural.</param>
    /// <param name="concepts">What their titles and tags speak of.</param>
    public AskedKind(
        NounPhrase asked, IReadOnlyList<ShortName> names, IReadOnlyList<string[]> shelves, WordTable words,
        string[] concepts)
    {
        var name = ShortName.Of(asked);
        _ofName = [.. names.Select(own => Match(name, own))];
        _isOfShelf = [.. shelves.Select(shelf => shelf.Any(part => KindWords.IsWord(asked.Head, part))
            && asked.Modifiers.All(word => shelf.Any(part => KindWords.IsWord(word, part))))];
        _demands = [.. asked.Modifiers.Select(modifier => Demand.Of(modifier, words, concepts)).OfType<Demand>()];
    }

    /// <summary>How surely what is called so is what is asked for by its name, 0 to 1.</summary>
    public static double Match(ShortName asked, ShortName own)
    {
        // Of two that the thesaurus knows, a word in common is not enough: a moka pot, a flower pot.
        if (asked.Concepts.Length > 0 && own.Concepts.Length > 0)
            return asked.IsAny(own) ? KindWords.IsWord(asked.Head, own.Head) ? 1 : ByConcept : 0;
        return KindWords.IsWord(asked.Head, own.Head) ? 1 : 0;
    }

    /// <summary>How surely a product is of the kind, 0 to 1.</summary>
    /// <param name="name">What its title calls it; -1 for nothing.</param>
    /// <param name="tags">What its tags call it.</param>
    /// <param name="shelf">Its shelf.</param>
    /// <param name="words">Its words, each one bit higher.</param>
    /// <param name="concepts">What its title and tags speak of.</param>
    public double Rate(
        int name, ReadOnlySpan<int> tags, int shelf, ReadOnlySpan<int> words, ReadOnlySpan<int> concepts)
    {
        var kind = name < 0 ? 0 : _ofName[name];
        foreach (var tag in tags)
            kind = Math.Max(kind, _ofName[tag] * ByTag);
        if (kind == 0)
            return _isOfShelf[shelf] ? ByShelf : 0;
        foreach (var demand in _demands)
        {
            if (!demand.IsMet(words, concepts))
                return Math.Min(kind, Other);
        }

        return kind;
    }

    /// <summary>What is asked of the kind. A lamp for bicycles is another thing, a red one the same.</summary>
    /// <param name="Words">Which words tell of it.</param>
    /// <param name="Concepts">Which concepts do.</param>
    private sealed record Demand(bool[] Words, bool[] Concepts)
    {
        /// <summary>Null for what any product of the kind may be.</summary>
        public static Demand? Of(string modifier, WordTable words, string[] concepts)
        {
            var meant = Thesaurus.Embedded.ConceptsOf([modifier])[0];
            if (meant.Exists(concept => concept is "=material" or "=colour")
                || (meant.Exists(concept => concept is "=quality" or "=talk")
                    && !meant.Exists(concept => GoodsSections.Of(concept) is not null)))
                return null;
            var stem = KindWords.Stem(modifier);
            var told = new bool[words.Count];
            for (var i = 0; i < told.Length; i++)
            {
                var word = words[i];
                // Another first letter is another word.
                told[i] = word.Length > 0 && word[0] == stem[0]
                    && (word.SequenceEqual(stem) || KindWords.IsWord(word.ToString(), modifier));
            }

            return new Demand(told, [.. concepts.Select(meant.Contains)]);
        }

        public bool IsMet(ReadOnlySpan<int> words, ReadOnlySpan<int> concepts)
        {
            foreach (var word in words)
            {
                if (Words[word >> 1])
                    return true;
            }

            foreach (var concept in concepts)
            {
                if (Concepts[concept])
                    return true;
            }

            return false;
        }
    }
}
