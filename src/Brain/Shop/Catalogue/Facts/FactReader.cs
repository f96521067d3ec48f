using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Reads what a product's texts tell of it. Pure; the same for any trade.</summary>
internal static partial class FactReader
{
    private const int LongestLabel = 40;

    // The order in which three sides are given.
    private static readonly string[] Sides = ["length", "width", "height"];

    private static readonly string[] Outlines = ["diameter", "height", "length", "width"];

    /// <summary>The facts of a product in one language.</summary>
    /// <param name="title">What it is called.</param>
    /// <param name="description">Plain text; lines apart by line feeds, items of lists begin with a bullet.</param>
    /// <param name="options">What can be chosen, or null.</param>
    /// <param name="vendor">Who makes it, or null.</param>
    /// <param name="locale">The language of the words.</param>
    public static ProductFacts Read(string title, string description, string? options, string? vendor, string locale)
    {
        List<SheetSentence> sentences =
        [
            .. description.Split('\n').SelectMany(SentencesOf),
            new(title, Place.Title),
        ];
        if (!string.IsNullOrWhiteSpace(options))
            sentences.Add(new SheetSentence(options, Place.Option));
        List<Fact> facts = [];
        for (var i = 0; i < sentences.Count; i++)
            facts.AddRange(FactsOf(sentences[i], i, locale));
        // What a thing is, its first sentence says.
        if (sentences[0].Place == Place.Prose)
            facts.Add(new Fact("about", 0, Basis.Label, null));
        if (!string.IsNullOrWhiteSpace(vendor))
        {
            facts.Add(new Fact("maker", sentences.Count, Basis.Label, null));
            sentences.Add(new SheetSentence(vendor, Place.Maker));
        }

        return new ProductFacts(sentences, facts, MeasuresOf(sentences, facts));
    }

    /// <summary>Where the label of a line ends: the place of its colon; -1 when it has none.</summary>
    public static int LabelEnd(string sentence)
    {
        var colon = sentence.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and <= LongestLabel && colon + 1 < sentence.Length && char.IsWhiteSpace(sentence[colon + 1])
            ? colon
            : -1;
    }

    private static IEnumerable<SheetSentence> SentencesOf(string line)
    {
        var text = line.Trim();
        var isItem = text is ['•' or '-' or '*' or '·', ' ', ..];
        if (isItem)
            text = text[2..].TrimStart();
        if (text.Length == 0)
            return [];
        // A label at the head of a paragraph is none: "The family kettle: 1.7 litres…".
        return isItem || (LabelEnd(text) > 0 && Word.In(text[..LabelEnd(text)]).Count <= 3)
            ? [new SheetSentence(text, Place.Line)]
            : Sentences.In(text).Select(sentence => new SheetSentence(sentence.Trim(), Place.Prose));
    }

    private static List<Fact> FactsOf(SheetSentence sentence, int index, string locale)
    {
        var text = sentence.Text;
        var measures = Facts.Measures.In(text);
        var label = sentence.Place is Place.Line or Place.Option ? LabelEnd(text) : -1;
        var told = Topics.Embedded.Told(Texts(Word.In(text))).Select(match => match.Topic.Name).ToHashSet();
        List<Fact> facts = [];
        var used = new HashSet<Measure>();
        if (label > 0)
        {
            var words = Texts(Word.In(text[..label]));
            var matches = Topics.Embedded.In(words, locale, Voice.Label);
            foreach (var match in matches.DistinctBy(match => match.Topic))
            {
                var rivals = matches.Any(other => other.First == match.First && other.Topic != match.Topic);
                var own = Values(match.Topic, measures, FirstEnd(text, label), label, used);
                if (rivals && match.Topic.Dimension is not null && own is null)
                    continue;
                // "Composition" may be what it is made of, or what is in the box.
                if (rivals && match.Topic.Name == "material" && !told.Contains("material"))
                    continue;
                facts.Add(new Fact(match.Topic.Name, index, Basis.Label, own));
            }
        }

        foreach (var (start, end) in Segments(text, label + 1))
        {
            var words = Texts(Word.In(text[start..end]));
            foreach (var match in Topics.Embedded.In(words, locale, Voice.Telling).DistinctBy(match => match.Topic))
            {
                if (!facts.Exists(fact => fact.Topic == match.Topic.Name))
                    facts.Add(new Fact(
                        match.Topic.Name, index, Basis.Words, Values(match.Topic, measures, end, start, used)));
            }
        }

        facts.AddRange(told.Where(topic => !facts.Exists(fact => fact.Topic == topic))
            .Select(topic => new Fact(topic, index, Basis.Words, null)));

        // "Roasted in Leeds", "a crisp white from Kent".
        if (sentence.Place is Place.Prose or Place.Line && FromPlace().IsMatch(text))
        {
            var isMade = facts.RemoveAll(fact => fact.Topic == "origin") > 0;
            facts.Add(new Fact("origin", index, isMade ? Basis.Label : Basis.Words, null));
        }

        // "Battery: 38 hours" tells how long it runs.
        if (facts.Find(fact => fact is { Topic: "battery", Basis: Basis.Label }) is not null
            && measures.FirstOrDefault(measure => measure.Dimension == Dimension.Time) is { } time)
            facts.Add(new Fact("runtime", index, Basis.Words, time.Values));
        foreach (var measure in measures.Where(measure => !used.Contains(measure)))
        {
            // "Tip: trim the wick to 5 mm" does not tell its size.
            if (measure.Dimension == Dimension.Length && facts.Exists(fact => fact.Basis == Basis.Label
                && Topics.Embedded[fact.Topic] is { Family: "use" or "care", Dimension: null }))
                continue;
            if (OfUnit(measure) is { } topic && !facts.Exists(fact => fact.Topic == topic && fact.Values is not null))
                facts.Add(new Fact(topic, index, Basis.Unit, measure.Values));
        }

        return facts;
    }

    private static IReadOnlyList<double>? Values(
        Topic topic, IReadOnlyList<Measure> measures, int end, int start, HashSet<Measure> used)
    {
        var own = measures.FirstOrDefault(
            measure => measure.Dimension == topic.Dimension && measure.Start >= start && measure.Start < end);
        if (own is not null)
            used.Add(own);
        return own?.Values;
    }

    // What a number is about when only its unit tells.
    private static string? OfUnit(Measure measure) => measure.Dimension switch
    {
        Dimension.Mass => "weight",
        Dimension.Volume => "capacity",
        Dimension.Length => "size",
        Dimension.Power => "power",
        Dimension.Kelvin => "colour-temperature",
        Dimension.Lumen => "light",
        Dimension.Decibel => "noise",
        Dimension.People => "serves",
        Dimension.Pieces => "pieces",
        Dimension.Pages => "pages",
        Dimension.Data => "memory",
        Dimension.Area => "area",
        _ => null,
    };

    private static int FirstEnd(string text, int label) => Segments(text, label + 1).First().End;

    // Parts between commas that are no part of a number.
    private static IEnumerable<(int Start, int End)> Segments(string text, int from)
    {
        var start = from;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] is not (',' or ';' or '.') || (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1])))
                continue;
            yield return (start, i);
            start = i + 1;
        }

        yield return (start, text.Length);
    }

    private static List<string> Texts(IReadOnlyList<Word> words) => [.. words.Select(word => word.Text)];

    private static Dictionary<string, double> MeasuresOf(List<SheetSentence> sentences, List<Fact> facts)
    {
        var measures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var fact in facts.Where(fact => fact.Values is not null)
            .OrderBy(fact => fact.Basis)
            .ThenBy(fact => sentences[fact.Sentence].Place))
        {
            var values = fact.Values!;
            measures.TryAdd(fact.Topic, fact.Topic == "size" ? Mean(values) : values.Max());
            // What is given by three sides is given as it lies: length, depth, height.
            if (fact.Topic == "size" && values.Count == 3)
            {
                for (var i = 0; i < Sides.Length; i++)
                    measures.TryAdd(Sides[i], values[i]);
            }
        }

        if (!measures.ContainsKey("size"))
        {
            double[] sides = [.. Outlines
                .Where(measures.ContainsKey)
                .Select(side => measures[side])];
            if (sides.Length > 0)
                measures["size"] = Mean(sides);
        }

        return measures;
    }

    [GeneratedRegex(
        @"\b(?:in|from|en|dans (?:le |la |les |l['’])|à|au|du|de l['’]) ?\p{Lu}\p{Ll}{2}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FromPlace();

    private static double Mean(IReadOnlyList<double> sides) =>
        Math.Round(Math.Exp(sides.Average(side => Math.Log(Math.Max(side, 0.01)))), 2);
}
