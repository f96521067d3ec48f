using System.Text.Json;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Where in a product's texts a sentence stands.</summary>
internal enum Place
{
    /// <summary>A sentence of a paragraph.</summary>
    Prose,

    /// <summary>An item of a list, or a line of its own with a label.</summary>
    Line,

    /// <summary>What it is called.</summary>
    Title,

    /// <summary>What can be chosen.</summary>
    Option,

    /// <summary>The name of its maker, alone.</summary>
    Maker,
}

/// <summary>On what a fact rests.</summary>
internal enum Basis
{
    /// <summary>The label before the colon.</summary>
    Label,

    /// <summary>Words of the sentence.</summary>
    Words,

    /// <summary>The unit of a number alone.</summary>
    Unit,
}

/// <summary>A sentence of a sheet, word for word, without the bullet before it.</summary>
internal sealed record SheetSentence(string Text, Place Place);

/// <summary>That a sentence tells of a topic.</summary>
/// <param name="Topic">Its name in <see cref="Topics"/>.</param>
/// <param name="Sentence">Index of the sentence.</param>
/// <param name="Basis">On what it rests.</param>
/// <param name="Values">In the base unit of the topic's dimension, as written; null when it is told in words.</param>
internal sealed record Fact(string Topic, int Sentence, Basis Basis, IReadOnlyList<double>? Values);

/// <summary>What is known of a product in one language. Kept as JSON beside its text.</summary>
/// <param name="Sentences">The sentences of its texts: those of the description in order, then title, options,
/// maker.</param>
/// <param name="Facts">What they tell of.</param>
/// <param name="Measures">From a topic to one number in the base unit of its dimension, for comparison; the size is
/// the geometric mean of the sides.</param>
internal sealed record ProductFacts(
    IReadOnlyList<SheetSentence> Sentences, IReadOnlyList<Fact> Facts, IReadOnlyDictionary<string, double> Measures)
{
    /// <summary>Of which nothing is known.</summary>
    public static ProductFacts None { get; } = new([], [], new Dictionary<string, double>());

    /// <summary>The best fact of a topic: by its label first, then with values; null when there is none.</summary>
    public Fact? Find(string topic) => Facts.Where(fact => fact.Topic == topic)
        .OrderBy(fact => Sentences[fact.Sentence].Place is Place.Title)
        .ThenBy(fact => fact.Basis)
        .ThenBy(fact => fact.Values is null)
        .FirstOrDefault();

    /// <summary>As the database keeps it.</summary>
    internal string Write() => JsonSerializer.Serialize(this, BrainJson.Options);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    internal static ProductFacts Read(string json) =>
        JsonSerializer.Deserialize<ProductFacts>(json, BrainJson.Options) ?? None;
}
