using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>
/// What things are called, as a product's title or somebody's wish says it: a word that names the kind, and words that
/// tell more of it. In French the kind comes first, in English last.
/// </summary>
/// <param name="Head">The word that names the kind, folded.</param>
/// <param name="Concepts">What goods of the thesaurus it is; empty when the thesaurus does not know it.</param>
/// <param name="Modifiers">The other words, folded, without those that say nothing.</param>
internal sealed record NounPhrase(string Head, IReadOnlySet<string> Concepts, IReadOnlyList<string> Modifiers)
{
    private const int LongestName = 3;

    private static readonly FrozenSet<string> EnglishEnds = FrozenSet.Create(
        "for", "of", "with", "without", "in", "from", "to", "that", "which", "under", "on", "at", "by", "set",
        "and", "or");

    private static readonly FrozenSet<string> Collectives = FrozenSet.Create(
        "set", "sets", "pair", "pairs", "pack", "kit", "lot", "lots", "paire", "paires", "jeu", "service", "range",
        "collection", "gamme");

    /// <summary>Reads a phrase; null when it has no word that says something.</summary>
    public static NounPhrase? Read(string text, string locale)
    {
        // What follows a comma or a number tells of size, colour or pieces.
        var end = text.IndexOfAny([',', '(', ';', ':']);
        List<string> words = [.. Word.In(end > 0 ? text[..end] : text).Select(word => word.Text)];
        List<string> all = [.. Word.In(text).Select(word => word.Text)];
        var telling = words.Where(IsTelling).ToList();
        if (telling.Count == 0)
            return null;
        var at = locale == "fr" ? FirstOf(words) : LastOf(words);
        if (at < 0)
            return null;
        var (concepts, first, count) = ConceptsAt(words, at, locale);
        var name = words.GetRange(first, count);
        return new NounPhrase(
            words[at], concepts, [.. all.Where(word => IsTelling(word) && !name.Contains(word)).Distinct()]);
    }

    private static int FirstOf(List<string> words)
    {
        var first = words.FindIndex(word => IsTelling(word) && !Collectives.Contains(word));
        return first >= 0 ? first : words.FindIndex(IsTelling);
    }

    private static int LastOf(List<string> words)
    {
        var end = words.FindIndex(1, word => EnglishEnds.Contains(word) || char.IsAsciiDigit(word[0]));
        var last = words.FindLastIndex(
            (end > 0 ? end : words.Count) - 1, word => IsTelling(word) && !Collectives.Contains(word));
        return last >= 0 ? last : words.FindLastIndex(IsTelling);
    }

    private static bool IsTelling(string word) =>
        word.Length > 1 && !char.IsAsciiDigit(word[0]) && !Fillers.Words.Contains(word);

    // A name of several words says better what a thing is than its head: a moka pot is no pot.
    private static (IReadOnlySet<string> Concepts, int First, int Count) ConceptsAt(
        List<string> words, int at, string locale)
    {
        for (var count = LongestName; count > 1; count--)
        {
            var first = locale == "fr" ? at : at - count + 1;
            if (first < 0 || first + count > words.Count)
                continue;
            var name = words.GetRange(first, count);
            // The concepts of a phrase stand with its first word, among those of that word alone.
            var own = Goods(Thesaurus.Embedded.ConceptsOf([name[0]])[0]);
            var shorter = Goods(Thesaurus.Embedded.ConceptsOf(name.GetRange(0, count - 1))[0]);
            var found = Goods(Thesaurus.Embedded.ConceptsOf(name)[0]).Except(shorter).Except(own).ToHashSet();
            if (found.Count > 0)
                return (found, first, count);
        }

        return (Goods(Thesaurus.Embedded.ConceptsOf([words[at]])[0]).ToHashSet(), at, 1);
    }

    private static IEnumerable<string> Goods(List<string> concepts) =>
        concepts.Where(concept => GoodsSections.Of(concept) is not null);
}
