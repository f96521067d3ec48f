using System.Collections.Frozen;
using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Brain.House.Times;

/// <summary>The words of time of one language, and what each of them may do.</summary>
internal sealed class TimeVocabulary
{
    // Ordinary words that are one letter away from a word of time.
    private static readonly FrozenSet<string> NeverMisspelt = FrozenSet.Create(StringComparer.Ordinal,
        "mari", "marie", "merci", "hardi", "money", "sundry", "mornings", "warning", "demains", "avis", "avoir",
        "today", "toddy", "lunch", "jeune", "mardie", "morne", "moaning", "evenings", "events", "mooring", "fridays");

    private readonly FrozenDictionary<string, Sense[]> _phrases;
    private readonly string[] _forgiven;

    private TimeVocabulary(string table, IEnumerable<(string Phrase, Sense Sense)> holidays, SpokenNumbers numbers)
    {
        Numbers = numbers;
        var entries = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(Entries)
            .ToList();
        _forgiven = [.. entries.Where(entry => entry.Phrase[0] == '~').Select(entry => entry.Phrase[1..])];
        _phrases = entries.Select(entry => (Phrase: entry.Phrase.TrimStart('~'), entry.Sense))
            .Concat(holidays)
            .GroupBy(entry => entry.Phrase, entry => entry.Sense)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        LongestPhrase = _phrases.Keys.Max(phrase => phrase.Count(' ') + 1);
    }

    /// <summary>French.</summary>
    public static TimeVocabulary French { get; } =
        new(FrenchTimeWords.Table, Holidays.Names, SpokenNumbers.French);

    /// <summary>English.</summary>
    public static TimeVocabulary English { get; } =
        new(EnglishTimeWords.Table, Holidays.Names, SpokenNumbers.English);

    /// <summary>Whether a bare number may be an hour: "at 3" is said in English, "à 3" is not in French.</summary>
    public bool CountsHoursBarely => this == English;

    /// <summary>How many words the longest phrase has.</summary>
    public int LongestPhrase { get; }

    /// <summary>The numbers that are spelled out.</summary>
    public SpokenNumbers Numbers { get; }

    /// <summary>What a phrase may do, its words folded and with a blank between them; null when nothing.</summary>
    public Sense[]? Find(string phrase) =>
        _phrases.GetValueOrDefault(phrase);

    /// <summary>What a word that is not in the vocabulary is a misspelling of, or null.</summary>
    public Sense[]? Guess(string word)
    {
        if (word.Length < 5 || NeverMisspelt.Contains(word))
            return null;
        var meant = Array.Find(_forgiven, known => word[0] == known[0] && word[^1] == known[^1]
            && Typos.Distance(word, known) <= (known.Length < 9 ? 1 : 2))
            ?? Array.Find(_forgiven, known => known.Length > 5 && Typos.Forgive(word, known));
        return meant is null ? null : _phrases[meant];
    }

    private static IEnumerable<(string Phrase, Sense Sense)> Entries(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = line[..colon].Split(' ');
        var sense = new Sense(Enum.Parse<Term>(head[0]), int.Parse(head[1], CultureInfo.InvariantCulture));
        return line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(phrase => (phrase, sense));
    }
}

/// <summary>What a word may do.</summary>
/// <param name="Term">Its part in an expression of time.</param>
/// <param name="Value">Which of its kind it is.</param>
internal sealed record Sense(Term Term, int Value);
