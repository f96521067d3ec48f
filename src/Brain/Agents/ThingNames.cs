using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>What the things that a business has are called, and where a text names one.</summary>
internal sealed class ThingNames
{
    private const int ShortestName = 4;

    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(
        StringComparer.Ordinal, "formule", "offre", "plan", "forfait", "abonnement", "version", "formula", "tier",
        "package", "subscription", "edition");

    private readonly Dictionary<string, HashSet<string>> _learnt = [];

    /// <summary>
    /// The words of the names of all things that there are, folded; asked for each time, because they may still be
    /// being read when a turn begins, and empty then.
    /// </summary>
    public Func<IReadOnlySet<string>> All { get; set; } = () => FrozenSet<string>.Empty;

    /// <summary>
    /// From a name, folded, to what it is the name of, where names are words of every day ("team") and are known
    /// beforehand, in all languages; empty where what tools answer brings the names.
    /// </summary>
    public IReadOnlyDictionary<string, string> Given { get; set; } = FrozenDictionary<string, string>.Empty;

    /// <summary>How many things were learnt of.</summary>
    public int Count => Given.Count > 0 ? Given.Values.Distinct().Count() : _learnt.Count;

    /// <summary>Whether a word, folded, is of the name of something.</summary>
    public bool IsOfAny(string word) => All().Contains(word) || All().Contains(word.TrimEnd('s'))
        || _learnt.Values.Any(words => words.Contains(word) || words.Contains(word.TrimEnd('s')));

    /// <summary>Learns a name, and tells what it is the name of; null for a name of nothing.</summary>
    public string? Learn(string name)
    {
        if (Given.Count > 0)
            return Given.GetValueOrDefault(Word.Fold(name));
        // A variant goes by the name of what it is one of: "Mug Galet – Sable".
        foreach (var known in _learnt.Keys)
        {
            if (name.StartsWith(known, StringComparison.Ordinal))
                return known;
        }

        _learnt[name] = [.. Word.In(name).Select(word => word.Text)
            .Where(word => word.Length >= ShortestName && !word.Any(char.IsAsciiDigit))];
        return name;
    }

    /// <summary>The things that a text names, with their places, in order.</summary>
    public IEnumerable<(int At, string Thing)> In(string text, IReadOnlyList<Word> words) =>
        Given.Count > 0 ? OfGiven(text, words) : OfLearnt(text, words);

    // With a capital, or as what it is: "la formule équipe", "the team plan".
    private IEnumerable<(int At, string Thing)> OfGiven(string text, IReadOnlyList<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (Given.TryGetValue(words[i].Text, out var thing) && (char.IsUpper(text[words[i].Start])
                || (i > 0 && Kinds.Contains(words[i - 1].Text))
                || (i + 1 < words.Count && Kinds.Contains(words[i + 1].Text))))
                yield return (words[i].Start, thing);
        }
    }

    // By a word that one of the known things has and no other.
    private IEnumerable<(int At, string Thing)> OfLearnt(string text, IReadOnlyList<Word> words)
    {
        var all = All();
        foreach (var word in words)
        {
            string? only = null;
            var (several, isKnown) = (false, false);
            foreach (var (name, parts) in _learnt)
            {
                if (!parts.Contains(word.Text) && !parts.Contains(word.Text.TrimEnd('s')))
                    continue;
                isKnown = true;
                several = only is not null;
                only = name;
                if (several)
                    break;
            }

            if (only is not null && !several)
                yield return (word.Start, only);
            // A name that nothing known bears is that of something else.
            else if (!isKnown && word.Text.Length >= ShortestName && word.Start > 0
                && char.IsUpper(text[word.Start]) && all.Contains(word.Text))
                yield return (word.Start, text[word.Start..word.End]);
        }
    }
}
