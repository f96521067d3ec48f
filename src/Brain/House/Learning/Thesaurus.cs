using System.Runtime.InteropServices;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// Which words mean about the same, in French and English: what is learned of one of them holds for the others. Its
/// format stands in <c>House/Corpus/README.md</c>.
/// </summary>
internal sealed class Thesaurus
{
    private const int LongestPhrase = 3;

    // Room for as many as there are, about.
    private const int ManyForms = 1 << 17;

    // The words and phrases, folded. Those of a line share what they stand for.
    private readonly Dictionary<string, string[]> _concepts;
    private readonly Misspellings _misspelt;
    private readonly Lazy<Dictionary<string, string[]>> _forms;

    private Thesaurus(Dictionary<string, string[]> concepts)
    {
        _concepts = concepts;
        _misspelt = new Misspellings(concepts.Keys);
        _forms = new Lazy<Dictionary<string, string[]>>(FormsByConcept);
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
        .SelectMany(concept => _forms.Value.GetValueOrDefault(concept) ?? [])
        .ToHashSet(StringComparer.Ordinal);

    private string[]? OfForm(string word)
    {
        if (_concepts.TryGetValue(word, out var concepts))
            return concepts;
        return _misspelt.Find(word, _concepts) is { } form ? _concepts[form] : null;
    }

    private Dictionary<string, string[]> FormsByConcept() => _concepts
        .Where(form => !form.Key.Contains(' ', StringComparison.Ordinal))
        .SelectMany(form => form.Value.Where(concept => concept[0] != '=').Select(concept => (concept, form.Key)))
        .GroupBy(pair => pair.concept)
        .ToDictionary(group => group.Key, group => group.Select(pair => pair.Key).ToArray());

    private static Thesaurus Parse(string[] names)
    {
        Dictionary<string, string[]> concepts = new(ManyForms);
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
                    field = $"={line.AsSpan(1).Trim()}";
                else
                    AddLine(concepts, field, line);
            }
        }

        return new Thesaurus(concepts);
    }

    // "concept | fr: form, form | en: form"
    private static void AddLine(Dictionary<string, string[]> concepts, string field, ReadOnlySpan<char> line)
    {
        string[]? own = null;
        foreach (var range in line.Split('|'))
        {
            var part = line[range];
            if (own is null)
            {
                own = Sorted([part.Trim().ToString(), field]);
                continue;
            }

            part = part[(part.IndexOf(':') + 1)..];
            foreach (var form in part.Split(','))
            {
                var folded = FoldForm(part[form].Trim());
                if (folded.Length == 0)
                    continue;
                ref var of = ref CollectionsMarshal.GetValueRefOrAddDefault(concepts, folded, out var isKnown);
                if (!isKnown)
                    of = own;
                else if (!ReferenceEquals(of, own))
                    of = Sorted([.. of!.Union(own)]);
            }
        }
    }

    private static string FoldForm(ReadOnlySpan<char> form)
    {
        // Nearly all of them are words with one blank between each.
        var isPlain = true;
        foreach (var letter in form)
            isPlain &= char.IsLetter(letter) || letter == ' ';
        return isPlain
            ? Word.Fold(form.ToString())
            : string.Join(' ', Token.In(form.ToString()).Where(token => !token.IsMark).Select(token => token.Folded));
    }

    private static string[] Sorted(string[] concepts)
    {
        Array.Sort(concepts, StringComparer.Ordinal);
        return concepts;
    }
}
