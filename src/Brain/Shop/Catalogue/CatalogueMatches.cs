using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>A product that was found, with its words in the language that was asked for.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">Plain text; may be empty.</param>
/// <param name="Category">The shelf it stands on; may be empty.</param>
/// <param name="Options">What can be chosen, or null.</param>
/// <param name="Price">The price of one.</param>
/// <param name="Stock">Pieces that can be sold now; 0 when sold out, null when the shop does not count them.</param>
/// <param name="ImageUrl">Its picture, or null.</param>
/// <param name="Score">0 to 1: how much of what was asked it answers to; 1 where nothing was searched for.</param>
public sealed record ProductMatch(
    string Handle, string Title, string Description, string Category, string? Options, Money Price, int? Stock,
    string? ImageUrl, double Score)
{
    /// <summary>What is chosen when it is ordered; empty when there is nothing to choose.</summary>
    public IReadOnlyList<ProductVariant> Variants { get; init; } = [];

    /// <summary>What its words tell of it: what <see cref="FactAnswers"/> answers from.</summary>
    internal ProductFacts Facts { get; init; } = ProductFacts.None;
}

/// <summary>An answered question that was found.</summary>
/// <param name="Question">As the shop words it.</param>
/// <param name="Answer">Plain text.</param>
/// <param name="Score">0 to 1; from <see cref="CatalogueSearch.KnownAnswer"/> on it may be taken for what was
/// asked.</param>
public sealed record FaqMatch(string Question, string Answer, double Score)
{
    /// <summary>
    /// Of the answer what was asked for, word for word: a sentence or two with the conditions that belong to it; the
    /// whole of a short answer.
    /// </summary>
    public string Passage { get; init; } = Answer;

    /// <summary>
    /// Whether the passage speaks of the country asked for by name; null when none was named. Where it is false, what
    /// is said of other countries holds, and an answer's "yes" is not for this one.
    /// </summary>
    public bool? NamesCountry { get; init; }

    /// <summary>What answers the other thing that was asked in the same breath; or null.</summary>
    public FaqMatch? Also { get; init; }
}

/// <summary>A shelf.</summary>
/// <param name="Category">Its name in the language that was asked for.</param>
/// <param name="Products">How many products stand on it.</param>
public sealed record CategoryCount(string Category, int Products);

/// <summary>A product's name, to recognise it in what people write.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Title">What it is called in the language that was asked for.</param>
public sealed record ProductName(string Handle, string Title);
