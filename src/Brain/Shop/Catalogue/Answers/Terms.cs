using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>A word of a text.</summary>
/// <param name="Stem">What is left of it without its endings.</param>
/// <param name="Word">Small letters without accents.</param>
internal readonly record struct Term(string Stem, string Word);

/// <summary>What a text is compared by.</summary>
/// <param name="Words">Its words, each stem once, in order.</param>
/// <param name="Concepts">What they stand for by the thesaurus, each once.</param>
/// <param name="Pairs">Stems that stand side by side, joined by a blank, each once.</param>
internal sealed record Terms(
    IReadOnlyList<Term> Words, IReadOnlyList<string> Concepts, IReadOnlyList<string> Pairs)
{
    private const int MostWords = 80;
    private const int LongestWord = 40;
    private const int ShortestStem = 4;

    // Longest first; what is left keeps four letters.
    private static readonly string[] FrenchEndings =
    [
        "issements", "issement", "ements", "ations", "aisons", "ement", "ation", "aison", "aient", "euses", "ables",
        "ions", "euse", "eurs", "able", "erez", "erai", "era", "ees", "ion", "eur", "ait", "ons", "ent", "ant", "iez",
        "ez", "er", "ee", "es", "e", "s", "x",
    ];

    private static readonly string[] EnglishEndings =
    [
        "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "able", "ers", "ed", "er", "es", "ly", "s",
        "y", "e",
    ];

    /// <summary>Takes a text apart; beyond its first 80 words nothing counts.</summary>
    public static Terms Of(string text, string locale) => Of(WordsOf(text), locale);

    /// <summary>The first 80 words of a text, folded; what is longer than a word is none.</summary>
    public static IReadOnlyList<string> WordsOf(string text) =>
        [.. Word.In(text).Where(word => word.Text.Length <= LongestWord).Take(MostWords).Select(word => word.Text)];

    /// <summary>Looks at folded words.</summary>
    public static Terms Of(IReadOnlyList<string> words, string locale)
    {
        List<Term> terms = [.. words.Select(word => new Term(StemOf(word, locale), word))];
        return new Terms(
            [.. terms.DistinctBy(term => term.Stem)],
            [.. Thesaurus.Embedded.ConceptsOf(words).SelectMany(concepts => concepts)
                .Where(concept => concept[0] != '=').Distinct()],
            [.. terms.Zip(terms.Skip(1), (one, next) => $"{one.Stem} {next.Stem}").Distinct()]);
    }

    /// <summary>A folded word without its endings.</summary>
    public static string StemOf(string word, string locale)
    {
        foreach (var ending in locale == "fr" ? FrenchEndings : EnglishEndings)
        {
            if (word.Length - ending.Length >= ShortestStem && word.EndsWith(ending, StringComparison.Ordinal))
                return word[..^ending.Length];
        }

        return word;
    }
}
