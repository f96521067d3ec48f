using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>
/// Which words speak of which topic, in French and English; the format stands at the head of <c>Topics.txt</c>.
/// </summary>
internal sealed class Topics
{
    private const double Forgiven = 0.85;
    private const double Alike = 0.75;
    private const int ShortestTelling = 3;

    private readonly FrozenDictionary<string, Topic> _topics;
    private readonly FrozenDictionary<string, Topic[]> _byConcept;
    private readonly FrozenDictionary<string, Topic[]> _toldBy;
    private readonly FrozenDictionary<(string Locale, Voice Voice), Cues> _cues;

    private Topics(
        IEnumerable<Topic> topics, IEnumerable<(string Concept, Topic Topic)> concepts,
        IEnumerable<(string Concept, Topic Topic)> told,
        IEnumerable<((string Locale, Voice Voice) Place, Cue Cue)> cues)
    {
        _topics = topics.ToFrozenDictionary(topic => topic.Name);
        _byConcept = ByConcept(concepts);
        _toldBy = ByConcept(told);
        _cues = cues.GroupBy(pair => pair.Place)
            .ToFrozenDictionary(group => group.Key, group => new Cues([.. group.Select(pair => pair.Cue)]));
    }

    /// <summary>Those that are built in.</summary>
    public static Topics Embedded { get; } = Load();

    /// <summary>The topic of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Topic this[string name] => _topics[name];

    /// <summary>The topic of that name, or null.</summary>
    public Topic? Find(string name) => _topics.GetValueOrDefault(name);

    /// <summary>
    /// What a text speaks of, in order: at each place the longest phrase counts. Questions are forgiven misspelt words,
    /// and words that the thesaurus knows for the same.
    /// </summary>
    /// <param name="words">Folded words.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>; any other speaks of nothing.</param>
    /// <param name="voice">Whose words they are.</param>
    public IReadOnlyList<TopicMatch> In(IReadOnlyList<string> words, string locale, Voice voice)
    {
        if (!_cues.TryGetValue((locale, voice), out var cues))
            return [];
        var concepts = voice == Voice.Asking ? Thesaurus.Embedded.ConceptsOf(words) : null;
        List<TopicMatch> found = [];
        for (var i = 0; i < words.Count;)
        {
            var best = cues.At(words, i, isForgiving: false);
            var certainty = 1.0;
            if (best.Count == 0 && voice == Voice.Asking)
            {
                certainty = Alike;
                best = !IsTelling(words[i]) ? [] : [.. concepts![i]
                    .SelectMany(concept => _byConcept.GetValueOrDefault(concept) ?? [])
                    .Distinct()
                    .Select(topic => new Cue(topic, [words[i]]))];
                // What is a word of its own is hardly another one misspelt.
                if (best.Count == 0 && concepts![i].Count == 0)
                    (best, certainty) = (cues.At(words, i, isForgiving: true), Forgiven);
            }

            var length = best.Count > 0 ? best[0].Words.Length : 1;
            found.AddRange(best.Select(cue => new TopicMatch(cue.Topic, i, length, certainty)));
            i += length;
        }

        return found;
    }

    /// <summary>
    /// The topics that words tell of without naming them: <c>red</c> tells of the colour; folded words.
    /// </summary>
    public IReadOnlyList<(Topic Topic, int Word)> Told(IReadOnlyList<string> words)
    {
        var concepts = Thesaurus.Embedded.ConceptsOf(words);
        List<(Topic, int)> found = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (IsTelling(words[i]))
                found.AddRange(concepts[i].SelectMany(concept => _toldBy.GetValueOrDefault(concept) ?? [])
                    .Distinct()
                    .Select(topic => (topic, i)));
        }

        return found;
    }

    // "To" is a terabyte and "l" a litre, but hardly in a question.
    private static bool IsTelling(string word) => word.Length >= ShortestTelling && !Fillers.Words.Contains(word);

    private static FrozenDictionary<string, Topic[]> ByConcept(
        IEnumerable<(string Concept, Topic Topic)> pairs) => pairs
        .GroupBy(pair => pair.Concept)
        .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Topic).ToArray());

    private static Topics Load()
    {
        using var stream = typeof(Topics).Assembly.GetManifestResourceStream("Shop.topics")
            ?? throw new InvalidOperationException("There are no topics.");
        using var reader = new StreamReader(stream);
        List<Topic> topics = [];
        List<(string, Topic)> concepts = [];
        List<(string, Topic)> told = [];
        List<((string, Voice), Cue)> cues = [];
        List<string[]> lines = [];
        string[] head = [];
        while (true)
        {
            var line = reader.ReadLine();
            if (line is null or ['=', ..])
            {
                if (head.Length > 0)
                    Add(head, lines, topics, concepts, told, cues);
                if (line is null)
                    return new Topics(topics, concepts, told, cues);
                head = line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                lines.Clear();
            }
            else if (line.Length > 0 && line[0] != '#')
                lines.Add(line.Split(' ', 2));
        }
    }

    private static void Add(
        string[] head, List<string[]> lines, List<Topic> topics, List<(string, Topic)> concepts,
        List<(string, Topic)> told, List<((string, Voice), Cue)> cues)
    {
        var topic = new Topic(
            head[0], head[1], head.Length > 2 && head[2] == "aspect",
            ListOf(lines, "also"), ListOf(lines, "near"), ListOf(lines, "over"),
            lines.Find(line => line[0] == "units") is { } units ? Enum.Parse<Dimension>(units[1], true) : null);
        topics.Add(topic);
        foreach (var line in lines.Where(line => line[0] is not ("also" or "near" or "over" or "units")))
        {
            if (line[0] is "concepts" or "told")
            {
                (line[0] == "told" ? told : concepts).AddRange(Split(line[1]).Select(concept => (concept, topic)));
                continue;
            }

            var kind = line[0].Split('.');
            Voice[] voices = kind[0] switch
            {
                "ask" => [Voice.Asking],
                "says" => [Voice.Telling, Voice.Label],
                "label" => [Voice.Label],
                _ => [Voice.Asking, Voice.Telling, Voice.Label],
            };
            foreach (var words in Split(line[1]).Select(WordsOf).Where(words => words.Length > 0))
                cues.AddRange(voices.Select(voice => ((kind[^1], voice), new Cue(topic, words))));
        }
    }

    private static string[] ListOf(List<string[]> lines, string key) =>
        [.. lines.Where(line => line[0] == key).SelectMany(line => Split(line[1]))];

    private static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] WordsOf(string phrase)
    {
        string[] words = [.. Word.In(phrase.Replace("#", "0", StringComparison.Ordinal))
            .Select(word => word.Text == "0" ? "#" : word.Text)];
        if (phrase.EndsWith('*') && words.Length > 0)
            words[^1] += "*";
        return words;
    }

    private sealed record Cue(Topic Topic, string[] Words)
    {
        public bool IsAt(IReadOnlyList<string> words, int at, bool isForgiving)
        {
            if (at + Words.Length > words.Count)
                return false;
            for (var i = 0; i < Words.Length; i++)
            {
                if (!Fits(words[at + i], Words[i], isForgiving))
                    return false;
            }

            return true;
        }

        private static bool Fits(string written, string cue, bool isForgiving) =>
            cue == "#" ? char.IsAsciiDigit(written[0])
                : cue[^1] == '*'
                ? written.AsSpan().StartsWith(cue.AsSpan(0, cue.Length - 1))
                    || (isForgiving && Typos.Forgive(written, cue[..^1]))
                : isForgiving ? Typos.Forgive(written, cue) : written == cue || IsPlural(written, cue);

        private static bool IsPlural(string written, string cue) =>
            cue.Length > 2 && written.Length == cue.Length + 1 && written[^1] is 's' or 'x'
            && written.StartsWith(cue, StringComparison.Ordinal);
    }

    /// <summary>Cues by their first word, and those whose first word stands for several.</summary>
    private sealed class Cues(IReadOnlyList<Cue> all)
    {
        private readonly FrozenDictionary<string, Cue[]> _byFirst = all.Where(cue => !IsOpen(cue.Words[0]))
            .GroupBy(cue => cue.Words[0])
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());

        private readonly FrozenDictionary<char, Cue[]> _open = all.Where(cue => IsOpen(cue.Words[0]))
            .GroupBy(cue => cue.Words[0][0])
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());

        private readonly Cue[] _numbers = [.. all.Where(cue => cue.Words[0] == "#")];

        private static bool IsOpen(string word) => word[^1] is '*' or '#';

        private Cue[] Of(string word) => _byFirst.GetValueOrDefault(word)
            ?? (word.Length > 3 && word[^1] is 's' or 'x' ? _byFirst.GetValueOrDefault(word[..^1]) : null) ?? [];

        /// <summary>The longest that are at that place: none, one, or several of the same length.</summary>
        public List<Cue> At(IReadOnlyList<string> words, int at, bool isForgiving)
        {
            var candidates = isForgiving
                ? words[at].Length < 5 ? [] : all
                : Of(words[at]).Concat(
                    char.IsAsciiDigit(words[at][0]) ? _numbers : _open.GetValueOrDefault(words[at][0]) ?? []);
            List<Cue> best = [];
            foreach (var cue in candidates.Where(cue => cue.IsAt(words, at, isForgiving)))
            {
                if (best.Count > 0 && cue.Words.Length < best[0].Words.Length)
                    continue;
                if (best.Count > 0 && cue.Words.Length > best[0].Words.Length)
                    best.Clear();
                if (!best.Exists(other => other.Topic == cue.Topic))
                    best.Add(cue);
            }

            return best;
        }
    }
}
