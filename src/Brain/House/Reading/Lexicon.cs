using System.Collections.Concurrent;
using System.Reflection;

namespace Gateway.Brain.House.Reading;

/// <summary>
/// Which words give which intent away, in one language. Lexicons are embedded text files: a line <c>intent: pattern,
/// pattern, …</c>, and lines that begin with <c>#</c>. The engine brings one for every conversation; a skill adds its
/// own.
/// </summary>
internal sealed class Lexicon
{
    private static readonly ConcurrentDictionary<string, Lexicon> Loaded = new(StringComparer.Ordinal);

    private readonly List<(string Intent, Pattern Pattern)> _patterns = [];
    private readonly StepWords _words = new();

    /// <summary>The embedded lexicon of that name.</summary>
    /// <param name="name">Its logical name, as in <c>House.fr.lexicon</c>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Lexicon Load(string name) => Loaded.GetOrAdd(name, static name =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no lexicon {name}.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    });

    /// <summary>Reads a lexicon's text.</summary>
    /// <exception cref="FormatException">A line has no intent.</exception>
    public static Lexicon Parse(string text)
    {
        var lexicon = new Lexicon();
        var intent = "";
        foreach (var line in text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                intent = line[..colon].Trim();
            if (intent.Length == 0)
                throw new FormatException($"No intent before: {line}");
            lexicon._patterns.AddRange(line[(colon + 1)..]
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(pattern => Pattern.Parse(pattern, lexicon._words))
                .Select(pattern => (intent, pattern)));
        }

        return lexicon;
    }

    /// <summary>Every intent that the words give away, with the words that did.</summary>
    public IEnumerable<IntentMatch> Match(IReadOnlyList<Word> words)
    {
        var fits = _words.Of(words);
        foreach (var (intent, pattern) in _patterns)
        {
            if (pattern.Match(words.Count, fits) is { } span)
                yield return new IntentMatch(intent, pattern.Weight, pattern.IsWhole, span.First, span.Last);
        }
    }
}

/// <summary>An intent that was given away.</summary>
/// <param name="Intent">Its name in the lexicon.</param>
/// <param name="Weight">How many words did it.</param>
/// <param name="IsWhole">Whether it is all that was said.</param>
/// <param name="First">First of the words.</param>
/// <param name="Last">Last of the words.</param>
internal readonly record struct IntentMatch(string Intent, int Weight, bool IsWhole, int First, int Last);
