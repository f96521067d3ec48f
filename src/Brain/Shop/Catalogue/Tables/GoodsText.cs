using System.Collections.Frozen;

namespace Gateway.Brain.Shop.Catalogue.Tables;

/// <summary>A product's texts as they are indexed.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">Plain text; may be empty.</param>
/// <param name="Category">The shelf it stands on; may be empty.</param>
/// <param name="Tags">Further words it is found by, separated by commas; may be empty.</param>
/// <param name="Options">What can be chosen; may be empty.</param>
internal sealed record GoodsText(
    string Handle, string Title, string Description, string Category, string Tags, string Options)
{
    /// <summary>How much it holds, in litres; null where that is not told.</summary>
    public double? Capacity { get; init; }

    /// <summary>How large it is, in centimetres; null where that is not told.</summary>
    public double? Extent { get; init; }

    /// <summary>The number that the database gave the product: what came first has the lowest.</summary>
    public long Id { get; init; }

    /// <summary>What one costs, in the shop's currency, to the hundredth.</summary>
    public decimal Price { get; init; }

    /// <summary>Whether none is left.</summary>
    public bool IsSoldOut { get; init; }

    /// <summary>What is told of it in numbers, by topic (<c>Facts/Topics.txt</c>), in the topic's base unit.</summary>
    public IReadOnlyDictionary<string, double> Measures { get; init; } = FrozenDictionary<string, double>.Empty;

    /// <summary>The words of its title as the database searches by them, each once.</summary>
    public IReadOnlyList<string> TitleLexemes { get; init; } = [];

    /// <summary>Those of its title, tags and options.</summary>
    public IReadOnlyList<string> Lexemes { get; init; } = [];
}
