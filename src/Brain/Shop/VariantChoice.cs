using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop;

/// <summary>
/// Finds the variants of a product that someone names in their own words: "en M", "la rouge", "taille 38".
/// </summary>
internal static partial class VariantChoice
{
    // Behind these even a single letter or a number is a size.
    private static readonly string[] Leads = ["taille", "size", "pointure", "en", "in", "modele", "model", "coloris",
        "couleur", "colour", "color", "le", "la", "the", "un", "une"];
    private const int MostWordsOfAnAnswer = 4;

    /// <summary>The places of those that the text names, the ones it names best; empty when it names none.</summary>
    /// <param name="names">What is chosen, as in <c>M / bleu</c>.</param>
    /// <param name="text">What was written.</param>
    /// <param name="wasAsked">Whether it answers the question which one is wanted.</param>
    public static IReadOnlyList<int> Find(IReadOnlyList<string> names, string text, bool wasAsked)
    {
        var said = Said()
            .Matches(text)
            .Select(match => (match.Value, IsJoined: match.Groups["joined"].Success))
            .ToList();
        var isAnswer = wasAsked && said.Count <= MostWordsOfAnAnswer;
        var hits = names.Select(name => name.Split(" / ").Count(value => Names(value, said, isAnswer))).ToList();
        var most = hits.DefaultIfEmpty().Max();
        return most == 0 ? [] : [.. Enumerable.Range(0, names.Count).Where(place => hits[place] == most)];
    }

    private static bool Names(string value, List<(string Value, bool IsJoined)> said, bool isAnswer)
    {
        var words = Said().Matches(value).Select(match => match.Groups["word"].Value).ToList();
        if (words.Count == 0)
            return false;
        for (var at = 0; at + words.Count <= said.Count; at++)
        {
            var isLed = isAnswer || (at > 0 && Leads.Contains(Word.Fold(said[at - 1].Value.TrimEnd('\'', '’'))));
            if (words.Index().All(word => Same(word.Item, said[at + word.Index], isLed)))
                return true;
        }

        return false;
    }

    // "l'adresse" and "s'il" are no sizes, nor is the 2 of "I'd like 2".
    private static bool Same(string word, (string Value, bool IsJoined) said, bool isLed)
    {
        if (said.IsJoined)
            return false;
        if (word.Length == 1 || word.All(char.IsAsciiDigit))
            return isLed && said.Value.Equals(word, StringComparison.OrdinalIgnoreCase);
        var (one, other) = (Word.Fold(word), Word.Fold(said.Value));
        // Blanc, blanche, blancs.
        return one == other
            || (one.Length >= 4
            && (other.StartsWith(one, StringComparison.Ordinal)
            || (one.EndsWith('e') && other.StartsWith(one[..^1], StringComparison.Ordinal)))
            && other.Length <= one.Length + 2);
    }

    [GeneratedRegex(
        @"(?<word>[\p{L}\p{N}]+)(?<joined>['’])?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Said();
}
