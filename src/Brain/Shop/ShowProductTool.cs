using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>The product to show.</summary>
internal sealed record ShowArguments
{
    [Description("Handle of the product.")]
    public required string Handle { get; init; }

    [Description("Number of pieces the total is asked for, or null for one.")]
    public int? Quantity { get; init; }
}

/// <summary>One product with all that can be said of it.</summary>
/// <param name="Product">The product, or null when the shop has none of that handle.</param>
/// <param name="Quote">What an order of as many as were asked for would cost, delivery included; null without a
/// product.</param>
/// <param name="FreeDeliveryFrom">Orders from this amount on are delivered free of charge; null when none are.</param>
internal sealed record ProductDetails(ProductView? Product, OrderQuote? Quote, Sessions.Money? FreeDeliveryFrom);

/// <summary>Shows one product: its description, price, stock and what an order would come to.</summary>
internal sealed class ShowProductTool(CatalogueSearch catalogue) : Tool<ShopTurn, ShowArguments>(
    Name,
    "Shows one product with its description, price, stock, and the total of an order of one or more with delivery.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "show_product";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, ShowArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var product = await catalogue.GetProductAsync(turn.Workspace, turn.Locale, arguments.Handle, cancellationToken);
        if (product is null)
            return new ProductDetails(null, null, null);
        turn.ShowProducts([product]);
        return new ProductDetails(
            ProductView.Of(product),
            turn.Quote(product, Math.Max(1, arguments.Quantity ?? 1)),
            turn.Settings.Delivery?.FreeFrom is { } amount ? product.Price with { Amount = amount } : null);
    }
}
