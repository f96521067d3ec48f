namespace Gateway.Brain.Shop.Catalogue.Goods;

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
}
