namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>A product as one file describes it, in that file's language.</summary>
internal sealed record CatalogueItem
{
    public required string Handle { get; init; }

    /// <summary>
    /// Handle of the record it was read from, where that is not its own: of a variant that is a product for itself.
    /// Null otherwise.
    /// </summary>
    public string? Record { get; init; }

    public required string Title { get; init; }

    public string Description { get; init; } = "";

    public string Category { get; init; } = "";

    public string Tags { get; init; } = "";

    public string? Options { get; init; }

    public required decimal Price { get; init; }

    public decimal? CompareAtPrice { get; init; }

    public int? Stock { get; init; }

    /// <summary>What it is chosen by; empty when there is nothing to choose.</summary>
    public IReadOnlyList<ProductVariant> Variants { get; init; } = [];

    public string? ImageUrl { get; init; }

    public string? Vendor { get; init; }

    /// <summary>Where it stands: the line of a CSV file, the number of the item in a JSON one.</summary>
    public required int Row { get; init; }
}

/// <summary>A question as one file answers it.</summary>
internal sealed record FaqItem(string Question, string Answer, int Line)
{
    /// <summary>Other ways of asking it, from the owner.</summary>
    public IReadOnlyList<string> Ways { get; init; } = [];
}
