using System.Globalization;
using System.Text;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>A word to search for.</summary>
/// <param name="Text">Small letters without accents.</param>
/// <param name="Word">Which word of the query it stands for, from 1.</param>
/// <param name="Nearness">1 for the word itself, less for another word with much the same meaning.</param>
internal sealed record SearchTerm(string Text, int Word, double Nearness);

/// <summary>Takes what someone wrote apart into the words worth searching for.</summary>
internal static class SearchTerms
{
    private const int MaxWords = 16;
    private const int MaxLetters = 40;
    private const int MaxText = 2_000;
    private const double Synonym = 0.85;

    // French joins the pronoun to the verb in a question: avez-vous, puis-je, y a-t-il.
    private static readonly string[] Pronouns =
    [
        "-t-il", "-t-elle", "-t-on", "-vous", "-je", "-tu", "-il", "-ils", "-elle", "-elles", "-on", "-nous", "-ce",
        "-moi", "-ci", "-la",
    ];

    /// <summary>
    /// The words that describe a thing. When nothing is left, everything was filler and all of it is kept.
    /// </summary>
    public static IReadOnlyList<SearchTerm> OfThing(string text, string locale)
    {
        var words = Split(text, locale).Distinct().Take(MaxWords * 2).ToList();
        var telling = words.Where(word => !SearchVocabulary.SaysNothingOfThing(word, locale)).ToList();
        return [.. (telling.Count > 0 ? telling : words)
            .Take(MaxWords)
            .Select((word, i) => new SearchTerm(word, i + 1, 1))];
    }

    /// <summary>The words that a question is about, with others that shops use for the same.</summary>
    public static IReadOnlyList<SearchTerm> OfQuestion(string text, string locale)
    {
        var words = Split(text, locale).Distinct().Take(MaxWords * 2).ToList();
        var telling = words.Where(word => !SearchVocabulary.SaysNothingOfQuestion(word, locale)).ToList();
        return [.. (telling.Count > 0 ? telling : words)
            .Take(MaxWords)
            .SelectMany((word, i) => SearchVocabulary.SynonymsOf(word, locale)
            .Select(synonym => new SearchTerm(synonym, i + 1, Synonym))
            .Prepend(new SearchTerm(word, i + 1, 1)))];
    }

    private static IEnumerable<string> Split(string text, string locale)
    {
        var word = new StringBuilder();
        foreach (var rune in Folded(text).Append(new Rune(' ')))
        {
            // A hyphen holds a word together: PostgreSQL looks for t-shirt as a whole and by its parts.
            if (Rune.IsLetterOrDigit(rune) || (rune.Value == '-' && word.Length > 0))
            {
                word.Append(rune.ToString());
                continue;
            }

            var found = WithoutPronoun(word.ToString().TrimEnd('-'), locale);
            word.Clear();
            if (found.Length is > 0 and <= MaxLetters)
                yield return found;
        }
    }

    private static string WithoutPronoun(string word, string locale)
    {
        if (locale != "fr")
            return word;
        var pronoun = Pronouns.FirstOrDefault(pronoun => word.EndsWith(pronoun, StringComparison.Ordinal));
        return pronoun is null ? word : word[..^pronoun.Length];
    }

    /// <summary>Small letters without accents, so that a word is known however it is typed.</summary>
    private static IEnumerable<Rune> Folded(string text) =>
        WellFormed.Cut(text, MaxText)
            .EnumerateRunes()
            .SelectMany(rune => Fold(rune).EnumerateRunes())
            .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark);

    private static string Fold(Rune rune) => Rune.ToLowerInvariant(rune).Value switch
    {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        '’' or '\'' => " ",
        var value => new Rune(value).ToString().Normalize(NormalizationForm.FormD),
    };
}
