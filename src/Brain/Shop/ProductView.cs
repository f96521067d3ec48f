using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>A product as a model is told of it.</summary>
/// <param name="Handle">The shop's own name for it: what other tools ask for.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">What it is, in lines.</param>
/// <param name="Category">The shelf it stands on.</param>
/// <param name="Options">Colour and the like, or null.</param>
/// <param name="Price">Price of one.</param>
/// <param name="Stock">Pieces that can be sold now; 0 when sold out; null when the shop does not count them.</param>
/// <param name="Score">0 to 1: how much of what was searched for it answers to.</param>
internal sealed record ProductView(
    string Handle, string Title, string Description, string Category, string? Options, Money Price, int? Stock,
    double Score)
{
    /// <summary>
    /// What is chosen when it is ordered, each with its stock; empty when there is nothing to choose.
    /// </summary>
    public IReadOnlyList<ProductVariant> Variants { get; init; } = [];

    /// <summary>Whether it is sold out.</summary>
    public bool IsSoldOut => Stock <= 0;

    /// <summary>The view of what was found.</summary>
    public static ProductView Of(ProductMatch product) => new(
        product.Handle, product.Title, product.Description, product.Category, product.Options, product.Price,
        product.Stock,
        Math.Round(product.Score, 3))
    {
        Variants = product.Variants,
    };

    /// <summary>What it is, in one sentence.</summary>
    public string FirstLine => WithoutBullet(Description.Split('\n')[0]);

    /// <summary>The lines of the description that answer a question, the best first; empty when none does.</summary>
    /// <param name="question">Words of the question and what they are also called, folded.</param>
    public IReadOnlyList<string> LinesAbout(IReadOnlyCollection<string> question)
    {
        var lines = Description.Split('\n')
            .SelectMany((line, index) => index == 0 ? Sentences(line) : [line])
            .Select(line => (Line: WithoutBullet(line), Hits: Hits(line, question)))
            .Where(line => line.Hits > 0)
            .OrderByDescending(line => line.Hits)
            .ToList();
        // "Dimensions : …" answers better than a sentence that happens to have the same word.
        var labelled = lines.Where(
            line => line.Line.Contains(':', StringComparison.Ordinal) && line.Hits == lines[0].Hits).ToList();
        return [.. (labelled.Count > 0 ? labelled : lines).Select(line => line.Line).Take(2)];
    }

    // A dash that no blank follows is a minus.
    private static string WithoutBullet(string line) =>
        line.TrimStart() is ['•' or '-', ' ', .. var text] ? text.TrimStart() : line.TrimStart();

    private static IEnumerable<string> Sentences(string text) =>
        text.Split(". ", StringSplitOptions.RemoveEmptyEntries)
            .Select(sentence => sentence.EndsWith('.') ? sentence : $"{sentence}.");

    private static int Hits(string line, IReadOnlyCollection<string> question)
    {
        var words = Word.In(line).Select(word => word.Text).ToList();
        return question.Count(asked => words.Any(word =>
            Typos.Forgive(word, asked) || (asked.Length >= 4 && word.StartsWith(asked, StringComparison.Ordinal))));
    }
}
