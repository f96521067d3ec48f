using Gateway.Sessions;

namespace Gateway.Shop.Window;

/// <summary>What a shop shows in one language.</summary>
/// <param name="Shelves">In the order of the catalogue; none is empty.</param>
/// <param name="Questions">The answered questions, in their order.</param>
public sealed record ShopWindow(IReadOnlyList<Shelf> Shelves, IReadOnlyList<AnsweredQuestion> Questions)
{
    /// <summary>Everything on the shelves.</summary>
    public IEnumerable<ShopItem> Items => Shelves.SelectMany(shelf => shelf.Items);
}

/// <summary>Products that stand together.</summary>
/// <param name="Name">As the catalogue has it.</param>
/// <param name="Anchor">Its place on the page: letters, digits and hyphens.</param>
/// <param name="Items">At least one; what is sold out stands last.</param>
public sealed record Shelf(string Name, string Anchor, IReadOnlyList<ShopItem> Items);

/// <summary>A product as a page shows it.</summary>
public sealed record ShopItem
{
    /// <summary>The shop's own name for it.</summary>
    public required string Handle { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text, a line for each paragraph; a line of a list begins with a bullet.</summary>
    public required string Description { get; init; }

    /// <summary>The shelf it stands on.</summary>
    public required string Category { get; init; }

    /// <summary>Further words it is found by.</summary>
    public required string Tags { get; init; }

    /// <summary>What can be chosen, or null.</summary>
    public string? Options { get; init; }

    /// <summary>The price of one.</summary>
    public required Money Price { get; init; }

    /// <summary>The price before a reduction, or null.</summary>
    public decimal? CompareAtPrice { get; init; }

    /// <summary>Pieces that can be sold now, or null when they are not counted.</summary>
    public int? Stock { get; init; }

    /// <summary>Its picture, or null.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Who makes it, or null.</summary>
    public string? Vendor { get; init; }

    /// <summary>How much is taken off, in whole per cent; null without a reduction.</summary>
    public int? ReductionPercent => CompareAtPrice is { } before && before > Price.Amount
        ? (int)Math.Round((before - Price.Amount) / before * 100)
        : null;

    /// <summary>The words a visitor may look for it by.</summary>
    public string SearchWords => $"{Title} {Category} {Vendor} {Options} {Tags}";

    /// <summary>The description's sentences, a paragraph each.</summary>
    public IEnumerable<string> Paragraphs => Lines.Where(line => !line.StartsWith(Bullet));

    /// <summary>
    /// The description's list: what each line is about, empty when it does not say, and what it says.
    /// </summary>
    public IEnumerable<(string Label, string Value)> Facts =>
        from line in Lines
        where line.StartsWith(Bullet)
        let fact = line[1..]
        let colon = fact.IndexOf(':', StringComparison.Ordinal)
        select colon < 0 ? ("", fact.Trim()) : (fact[..colon].Trim(), fact[(colon + 1)..].Trim());

    private const char Bullet = '•';

    private IEnumerable<string> Lines =>
        Description.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A question with the shop's answer.</summary>
/// <param name="Question">As the shop words it.</param>
/// <param name="Answer">Plain text.</param>
public sealed record AnsweredQuestion(string Question, string Answer);
