namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Products held against each other in one topic.</summary>
/// <param name="Topic">Its name in <see cref="Topics"/>.</param>
/// <param name="Told">For each product its sentence about it, or null where its sheet does not say; as many as
/// products.</param>
/// <param name="Values">For each product its number, in the base unit of the topic's dimension, or null.</param>
/// <param name="Most">Index of the product with the most of it; null when they are alike or a number is
/// missing.</param>
/// <param name="Least">Index of the product with the least of it; null likewise.</param>
internal sealed record Comparison(
    string Topic, IReadOnlyList<FactAnswer?> Told, IReadOnlyList<double?> Values, int? Most, int? Least);

/// <summary>Tells which of some products is more or less in what is asked. Pure.</summary>
internal static class FactComparison
{
    // Told first when it is not said in what they are to be compared.
    private static readonly string[] Usual = ["capacity", "size", "weight", "material", "care", "power", "warranty"];

    /// <summary>Compares two or three products in what a question asks.</summary>
    /// <param name="products">What is known of each.</param>
    /// <param name="question">A clause, as it was written.</param>
    /// <param name="locale">Its language.</param>
    /// <returns>One for each topic asked, in order; without a topic in the question one for each of the usual ones that
    /// any sheet tells of; empty when no sheet tells of any.</returns>
    public static IReadOnlyList<Comparison> Compare(
        IReadOnlyList<ProductFacts> products, string question, string locale)
    {
        var asked = FactQuestion.Read(question, locale, null, ProductFacts.None);
        string[] topics = asked.Topics.Count > 0 ? [.. asked.Topics.Select(topic => topic.Topic.Name)] : Usual;
        return [.. topics.Select(topic => Compare(products, topic))
            .Where(comparison => comparison.Told.Any(told => told is not null))];
    }

    /// <summary>Compares products in one topic; also where no sheet tells of it.</summary>
    public static Comparison Compare(IReadOnlyList<ProductFacts> products, string topic)
    {
        // Which is bigger is told by what they hold, where all of them hold something.
        if (topic == "size" && products.All(product => product.Measures.ContainsKey("capacity")))
            topic = "capacity";
        double?[] values = [.. products.Select(product => ValueOf(product, topic))];
        FactAnswer?[] told = [.. products.Select(product => Told(product, topic))];
        if (values.Any(value => value is null) || values.Distinct().Count() < 2)
            return new Comparison(topic, told, values, null, null);
        return new Comparison(
            topic, told, values, Single(values, values.Max()), Single(values, values.Min()));
    }

    private static double? ValueOf(ProductFacts product, string topic) =>
        product.Measures.TryGetValue(topic, out var value) ? value : null;

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
