namespace Gateway.Brain.Shop;

/// <summary>Products as a model is told of them.</summary>
/// <param name="Products">Best first; empty when nothing was found.</param>
/// <param name="IsClear">Whether the first one is what was meant, beyond doubt.</param>
/// <param name="IsExtreme">Whether it is the cheapest, or the most expensive, of several that were found.</param>
internal sealed record ProductList(IReadOnlyList<ProductView> Products, bool IsClear, bool IsExtreme = false)
{
    /// <summary>Whether the shop sells anything of the kind that was asked for; true where no kind was named.</summary>
    public bool IsSold { get; init; } = true;

    /// <summary>For each thing that they are compared in, what the sheet of each says of it, in their order, or null;
    /// empty where they are not compared.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Compared { get; init; } = [];
}
