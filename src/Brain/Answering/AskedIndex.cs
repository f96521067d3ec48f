using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Answering;

/// <summary>
/// Finds what fits a question: words count the more the fewer entries have them, and a word stands for those that mean
/// about the same.
/// </summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class AskedIndex<T>
{
    // What stands in an answer says less of what it is about than what stands in its question.
    private const double InText = 0.45;

    // What part of the score says how much of its question was asked.
    private const double OfTitle = 0.3;

    // A word that no entry has may be of what is asked, or of how it is asked.
    private const double Unknown = 0.4;

    private readonly AskedWords _words;
    private readonly List<Entry> _entries;
    private readonly Dictionary<string, double> _rarity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]>? _spelled;
    private readonly Misspellings? _misspelt;

    /// <summary>Takes up what there is to find.</summary>
    /// <param name="entries">
    /// Each thing with the words of each question that it answers, at least one, and what it says.
    /// </param>
    /// <param name="words">Which words say what a text is about.</param>
    /// <param name="mends">Whether a word that no question has is taken for one that is spelled like it.</param>
    public AskedIndex(
        IEnumerable<(T Thing, IReadOnlyList<IReadOnlyList<AskedWord>> Questions, string Text)> entries,
        AskedWords words, bool mends)
    {
        _words = words;
        var read = entries.Select(one => (
            one.Thing, one.Questions,
            QuestionKeys: one.Questions.SelectMany(question => question).SelectMany(word => word.Keys)
                .Select(key => key.Key).ToHashSet(StringComparer.Ordinal),
            TextKeys: words.KeysOf(one.Text))).ToList();
        foreach (var key in read.SelectMany(entry => entry.QuestionKeys.Union(entry.TextKeys)).GroupBy(key => key))
            _rarity[key.Key] = Math.Log(1 + (double)read.Count / key.Count()) / Math.Log(1 + read.Count);
        _entries = [.. read.Select(entry => new Entry(
            entry.Thing, [.. entry.Questions.Select(Weigh)], entry.QuestionKeys, entry.TextKeys))];
        if (mends)
        {
            _spelled = _entries.SelectMany(entry => entry.QuestionKeys).Distinct()
                .Where(key => key.All(char.IsLetter)).ToDictionary(key => key, _ => Array.Empty<string>());
            _misspelt = new Misspellings(_spelled.Keys);
        }
    }

    /// <summary>What fits a question with how well, 0 to 1, in the order of the entries.</summary>
    /// <param name="question">In the contact's words.</param>
    /// <param name="line">What scores under it is left out.</param>
    public IEnumerable<(T Thing, double Score)> Find(string question, double line)
    {
        var words = _words.In(question, _misspelt is null ? null : Mend);
        var mass = words.Sum(WeightOf);
        if (mass == 0)
            return [];
        var keys = words.SelectMany(word => word.Keys).Select(key => key.Key).ToHashSet(StringComparer.Ordinal);
        return _entries.Select(entry => (entry.Thing, Score: ScoreOf(entry, words, keys, mass)))
            .Where(found => found.Score >= line);
    }

    private string Mend(string word) =>
        _spelled!.ContainsKey(word) ? word : _misspelt!.Find(word, _spelled) ?? word;

    // How much of what is asked it has, and how much of a question of its is asked.
    private double ScoreOf(Entry entry, IReadOnlyList<AskedWord> words, HashSet<string> keys, double mass)
    {
        var had = words.Sum(word => Fits(word, entry)) / mass;
        var asked = 0.0;
        foreach (var question in entry.Questions)
            asked = Math.Max(asked, question.ShareIn(keys));
        return Math.Round((1 - OfTitle) * had + OfTitle * asked, 3);
    }

    private Weighed Weigh(IReadOnlyList<AskedWord> question) => new(
        [.. question.Select(word => (word.Keys.Select(key => key.Key).ToArray(), WeightOf(word)))],
        question.Sum(WeightOf));

    private double WeightOf(AskedWord word) => word.Keys.Max(key => key.Weight * Rarity(key.Key));

    // The best of what the word stands for; a word that several entries have counts less.
    private double Fits(AskedWord word, Entry entry) => word.Keys
        .Select(key => key.Weight * Rarity(key.Key)
            * (entry.QuestionKeys.Contains(key.Key) ? 1 : entry.TextKeys.Contains(key.Key) ? InText : 0))
        .Max();

    private double Rarity(string key) => _rarity.TryGetValue(key, out var rarity) ? rarity : Unknown;

    private sealed record Entry(
        T Thing, IReadOnlyList<Weighed> Questions, IReadOnlySet<string> QuestionKeys, IReadOnlySet<string> TextKeys);

    // A question with what each of its words weighs: there are many, and each is looked at for whatever is asked.
    private sealed record Weighed((string[] Keys, double Weight)[] Words, double Whole)
    {
        // What part of it is in what was asked.
        public double ShareIn(HashSet<string> keys)
        {
            var share = 0.0;
            foreach (var (own, weight) in Words)
            {
                if (Array.Exists(own, keys.Contains))
                    share += weight;
            }

            return Whole == 0 ? 0 : share / Whole;
        }
    }
}
