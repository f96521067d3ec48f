using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Products held against each other in one thing.</summary>
/// <param name="Topic">Its name in <see cref="Topics"/>; null when only words were shared.</param>
/// <param name="Told">For each product its sentence about it, or null where its sheet does not say; as many as
/// products.</param>
/// <param name="Values">For each product its number, in the base unit of the topic's dimension, or null.</param>
/// <param name="Most">Index of the product with the most of it; null when two have as much or a number is
/// missing.</param>
/// <param name="Least">Index of the product with the least of it; null likewise.</param>
/// <param name="Wanted">Index of the product that was asked for: the one with the most or the least of it; null when
/// neither was asked for, or there is none.</param>
/// <param name="AreAlike">Whether all have a number and it is the same.</param>
internal sealed record Comparison(
    string? Topic, IReadOnlyList<FactAnswer?> Told, IReadOnlyList<double?> Values, int? Most, int? Least, int? Wanted,
    bool AreAlike);

/// <summary>Tells which of some products is more or less in what is asked. Pure.</summary>
internal static class FactComparison
{
    // Told first when it is not said in what they are to be compared.
    private static readonly string[] Usual = ["capacity", "size", "weight", "material", "care", "power", "warranty"];

    // What is bigger is told by what it holds, what lasts longer by what is burnt or charged.
    private static readonly FrozenDictionary<string, string[]> Instead = new Dictionary<string, string[]>
    {
        ["size"] = ["capacity", "size", "weight"],
        ["count"] = ["pieces", "serves", "capacity"],
        ["how-long"] = ["runtime", "duration", "keeps-warm", "length"],
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Less = FrozenSet.Create(
        "moins", "leger", "legere", "petit", "petite", "court", "courte", "fin", "fine", "mince", "bas", "basse",
        "etroit", "etroite", "silencieux", "silencieuse", "discret", "discrete", "compact", "compacte", "less",
        "least", "lighter", "lightest", "smaller", "smallest", "shorter", "shortest", "thinner", "thinnest", "lower",
        "lowest", "narrower", "narrowest", "quieter", "quietest", "light", "small", "short", "quiet");

    private static readonly FrozenSet<string> More = FrozenSet.Create(
        "plus", "more", "most", "bigger", "biggest", "larger", "largest", "longer", "longest", "heavier", "heaviest",
        "taller", "tallest", "higher", "highest", "wider", "widest", "thicker", "thickest", "stronger", "strongest",
        "brighter", "brightest", "louder", "loudest", "deeper", "deepest", "warmer", "warmest", "hotter");

    /// <summary>Compares products in what a question asks.</summary>
    /// <param name="products">What is known of each, in the order in which they are told.</param>
    /// <param name="question">A clause, as it was written.</param>
    /// <param name="locale">Its language.</param>
    /// <param name="acts">What the learned reader takes it for, each act with its likelihood, or null.</param>
    /// <returns>One for each thing asked, in order; where the question names none one for what its words find, else for
    /// each of the usual ones; only those that any sheet tells of.</returns>
    public static IReadOnlyList<Comparison> Compare(
        IReadOnlyList<ProductFacts> products, string question, string locale,
        IReadOnlyDictionary<string, float>? acts = null)
    {
        var asked = FactQuestion.Read(question, locale, acts, ProductFacts.None);
        var end = EndOf(question);
        // What they are is no thing to compare them in: "what is the difference".
        List<string> named = [.. asked.Topics.Select(topic => topic.Topic.Name).Where(topic => topic != "about")];
        if (named.Count > 0)
            return InEach(named);
        var byWords = ByWords(products, question, locale, acts);
        return asked.Topics.Count == 0 && asked.Content.Count > 0 && IsTold(byWords) ? [byWords] : InEach(Usual);

        List<Comparison> InEach(IEnumerable<string> topics) => [.. topics
            .Select(topic => Compare(products, topic, end))
            .Where(IsTold)
            .DistinctBy(comparison => comparison.Topic)];
    }

    /// <summary>Compares products in one topic; also where no sheet tells of it.</summary>
    public static Comparison Compare(IReadOnlyList<ProductFacts> products, string topic) =>
        Compare(products, topic, null);

    private static Comparison Compare(IReadOnlyList<ProductFacts> products, string asked, bool? end)
    {
        var topic = Instead.GetValueOrDefault(asked)?
            .FirstOrDefault(other => products.All(product => ValueOf(product, other) is not null)) ?? asked;
        double?[] values = [.. products.Select(product => ValueOf(product, topic))];
        FactAnswer?[] told = [.. products.Select(product => Told(product, topic))];
        var isWhole = values.All(value => value is not null);
        if (!isWhole || values.Distinct().Count() < 2)
            return new Comparison(topic, told, values, null, null, null, isWhole && values.Length > 1);
        var (most, least) = (Single(values, values.Max()), Single(values, values.Min()));
        return new Comparison(
            topic, told, values, most, least, end is null ? null : end.Value ? most : least, false);
    }

    // What each sheet answers, where no topic is named.
    private static Comparison ByWords(
        IReadOnlyList<ProductFacts> products, string question, string locale,
        IReadOnlyDictionary<string, float>? acts) => new(
            null,
            [.. products.Select(product =>
                FactAnswers.Find(product, question, locale, acts).Answers is [var best, ..] ? best : null)],
            [.. products.Select(_ => (double?)null)], null, null, null, false);

    // Whether the most is asked for, or the least; null when neither is.
    private static bool? EndOf(string question)
    {
        List<string> words = [.. Word.In(question).Select(word => word.Text)];
        return words.Exists(Less.Contains) ? false : words.Exists(More.Contains) ? true : null;
    }

    private static bool IsTold(Comparison comparison) => comparison.Told.Any(told => told is not null);

    private static double? ValueOf(ProductFacts product, string topic)
    {
        foreach (var name in Topics.Embedded[topic].Also.Prepend(topic))
        {
            if (Topics.Embedded[name].Dimension == Topics.Embedded[topic].Dimension
                && product.Measures.TryGetValue(name, out var value))
                return value;
        }

        return null;
    }

    private static int? Single(double?[] values, double? value) =>
        values.Count(other => other == value) == 1 ? Array.IndexOf(values, value) : null;

    private static FactAnswer? Told(ProductFacts product, string topic)
    {
        var fact = Topics.Embedded[topic].Also.Prepend(topic)
            .Select(product.Find)
            .FirstOrDefault(fact => fact is not null);
        return fact is null
            ? null
            : new FactAnswer(topic, product.Sentences[fact.Sentence].Text, 1, Polarity.Unknown, fact.Values);
    }
}
