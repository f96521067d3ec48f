namespace Gateway.Brain.Shop;

/// <summary>The shop's side of a running turn.</summary>
internal sealed class ShopTurn(TurnContext context, ShopState shop) : SolutionTurn(context)
{
    /// <summary>The state; tools replace it.</summary>
    public ShopState Shop { get; set; } = shop;

    /// <inheritdoc/>
    public override object State => Shop;
}
