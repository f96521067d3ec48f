namespace Gateway.Brain.House.Learning;

/// <summary>
/// Which words mean about the same, in French and English: what is learned of one of them holds for the others. Its
/// format stands in <c>House/Corpus/README.md</c>.
/// </summary>
internal sealed class Thesaurus
{
    private const int LongestPhrase = 3;

    // Shorter words have too many neighbours.
    private const int ShortestForgiven = 5;

    // Built with every start: plain dictionaries are there a hundred times sooner than frozen ones of this size.
    private readonly Dictionary<string, string[]> _concepts;
    private readonly Dictionary<ulong, string> _shortened;
    private readonly Dictionary<string, string[]> _forms;

    private Thesaurus(Dictionary<string, List<string>> concepts)
    {
        _concepts = concepts.ToDictionary(
            form => form.Key, form => form.Value.Distinct().Order(StringComparer.Ordinal).ToArray());
        _forms = concepts.Where(form => !form.Key.Contains(' ', StringComparison.Ordinal))
            .SelectMany(form => form.Value.Where(concept => concept[0] != '=').Select(concept => (concept, form.Key)))
            .GroupBy(pair => pair.concept)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Key).Distinct().ToArray());
        List<string> single = [.. concepts.Keys
            .Where(form => form.Length >= ShortestForgiven && !form.Contains(' ', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        _shortened = new Dictionary<ulong, string>(single.Sum(form => form.Length));
        foreach (var form in single)
        {
            for (var at = 1; at < form.Length; at++)
                _shortened.TryAdd(HashWithout(form, at), form);
        }
    }

    /// <summary>The one that is built in.</summary>
    public static Thesaurus Embedded { get; } = Parse(["talk", "goods"]);

    /// <summary>
    /// For each word the concepts it stands for, and after <c>=</c> the fields they are of; those of a phrase stand
    /// with its first word.
    /// </summary>
    /// <param name="words">Folded words.</param>
    public List<string>[] ConceptsOf(IReadOnlyList<string> words)
    {
        var found = new List<string>[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            List<string> concepts = [];
            var phrase = words[i];
            concepts.AddRange(OfForm(phrase) ?? []);
            for (var next = i + 1; next < words.Count && next < i + LongestPhrase; next++)
            {
                phrase = $"{phrase} {words[next]}";
                if (_concepts.TryGetValue(phrase, out var of))
                {
                    concepts.AddRange(of);
                    // The words that go on with it are of its field as well.
                    for (var inner = i + 1; inner <= next; inner++)
                    {
                        (found[inner] ??= []).AddRange(
                            of.Where(concept => concept[0] == '=').Select(field => $"{field}+"));
                    }
                }
            }

            found[i] = [.. (found[i] ?? []).Concat(concepts).Distinct()];
        }

        return found;
    }

    /// <summary>Every word that means about the same as one of these, in the fields that tell of properties.</summary>
    public IReadOnlySet<string> Related(IReadOnlyList<string> words) => ConceptsOf(words)
        .SelectMany(concepts => concepts.Contains("=quality") ? concepts : [])
        .Where(concept => concept[0] != '=')
        .Distinct()
        .SelectMany(concept => _forms.GetValueOrDefault(concept) ?? [])
        .ToHashSet(StringComparer.Ordinal);

    private string[]? OfForm(string word)
    {
        if (_concepts.TryGetValue(word, out var concepts))
            return concepts;
        if (word.Length < ShortestForgiven || !char.IsLetter(word[0]))
            return null;
        // One letter more, one less, one another, or two the other way round.
        if (_shortened.TryGetValue(HashWithout(word, word.Length), out var longer))
            return _concepts[longer];
        for (var at = 1; at < word.Length; at++)
        {
            if (word.Length > ShortestForgiven && _concepts.TryGetValue(word.Remove(at, 1), out concepts))
                return concepts;
            if (_shortened.TryGetValue(HashWithout(word, at), out var like) && like[0] == word[0])
                return _concepts[like];
        }

        return null;
    }

    // "fr: bonjour, salut"
    private static string[] FormsOf(string part) =>
        part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries);

    // What is left of a word without one of its letters, as a number; its length: without none.
    private static ulong HashWithout(string word, int at)
    {
        var hash = 14695981039346656037UL;
        for (var i = 0; i < word.Length; i++)
        {
            if (i != at)
                hash = (hash ^ word[i]) * 1099511628211UL;
        }

        return hash;
    }

    private static Thesaurus Parse(string[] names)
    {
        Dictionary<string, List<string>> concepts = [];
        foreach (var name in names)
        {
            using var stream = typeof(Thesaurus).Assembly.GetManifestResourceStream($"House.{name}.thesaurus")
                ?? throw new InvalidOperationException($"There is no thesaurus {name}.");
            using var reader = new StreamReader(stream);
            var field = "";
            while (reader.ReadLine() is { } line)
            {
                if (line.Length == 0 || line[0] == '#')
                    continue;
                if (line[0] == '=')
                {
                    field = line[1..].Trim();
                    continue;
                }

                var parts = line.Split('|', StringSplitOptions.TrimEntries);
                foreach (var form in parts.Skip(1).SelectMany(FormsOf))
                {
                    var folded = string.Join(
                        ' ', Token.In(form).Where(token => !token.IsMark).Select(token => token.Folded));
                    if (folded.Length == 0)
                        continue;
                    if (!concepts.TryGetValue(folded, out var of))
                        concepts[folded] = of = [];
                    of.Add(parts[0]);
                    of.Add($"={field}");
                }
            }
        }

        return new Thesaurus(concepts);
    }
}
