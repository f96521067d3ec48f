using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>Why free delivery was or was not offered.</summary>
internal enum FreeDeliveryOutcome
{
    /// <summary>It is offered now, for the first order.</summary>
    Offered,

    /// <summary>It was offered before in this session and still stands.</summary>
    OfferedBefore,

    /// <summary>The contact has ordered already; it was for the first order.</summary>
    NotTheFirstOrder,

    /// <summary>Delivery of this product is free for everyone.</summary>
    FreeAnyway,

    /// <summary>This shop does not offer it.</summary>
    NotOffered,
}

/// <summary>Whether free delivery was offered.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="FreeFrom">Orders from this amount on are delivered free of charge; null when none are.</param>
/// <param name="Product">The product under discussion, or null.</param>
/// <param name="Quote">What an order of one comes to now, or null without a product.</param>
internal sealed record FreeDeliveryOffer(
    FreeDeliveryOutcome Outcome, Money? FreeFrom, ShownProduct? Product, OrderQuote? Quote);

/// <summary>
/// Offers free delivery of the first order to a contact who hesitates over the price: once in a session.
/// </summary>
internal sealed class OfferFreeDeliveryTool(CatalogueSearch catalogue) : Tool<ShopTurn, NoArguments>(
    Name,
    "Offers free delivery of the first order to a contact who hesitates over the price. Only once; the only favour there is.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "offer_free_delivery";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var product = turn.Shop.Product is { } shown
            ? await catalogue.GetProductAsync(turn.Workspace, turn.Locale, shown.Handle, cancellationToken)
            : null;
        var outcome = Decide(turn, product);
        if (outcome == FreeDeliveryOutcome.Offered)
            turn.Shop = turn.Shop with { FreeDeliveryOffered = true };
        if (product is { Stock: null or > 0 } && !turn.Shop.Ordering && turn.Shop.Shown.Count < 2)
        {
            turn.Shop = turn.Shop with { Asked = [Ask.WhetherToOrder] };
            turn.Show(
                new QuickRepliesPart([new QuickReply(turn.Label("orderAction"), ShopPayload.Order(product.Handle))]));
        }

        var currency = turn.Context.Workspace.Currency;
        return new FreeDeliveryOffer(
            outcome,
            turn.Settings.Delivery?.FreeFrom is { } amount ? new Money(amount, currency) : null,
            product is null ? null : ShopTurn.Shown(product),
            product is null ? null : turn.Quote(product, turn.Shop.Order.Quantity ?? 1));
    }

    private static FreeDeliveryOutcome Decide(ShopTurn turn, ProductMatch? product)
    {
        if (turn.Settings.Delivery is not { FirstOrderFree: true } terms)
            return FreeDeliveryOutcome.NotOffered;
        if (turn.Shop.Recorded.Count > 0)
            return FreeDeliveryOutcome.NotTheFirstOrder;
        if (turn.Shop.FreeDeliveryOffered)
            return FreeDeliveryOutcome.OfferedBefore;
        return product is not null && product.Price.Amount * (turn.Shop.Order.Quantity ?? 1) >= terms.FreeFrom
            ? FreeDeliveryOutcome.FreeAnyway
            : FreeDeliveryOutcome.Offered;
    }
}
