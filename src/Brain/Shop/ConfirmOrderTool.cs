using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What came of a confirmed order.</summary>
/// <param name="Recorded">Whether it was recorded; if not, it changed meanwhile and was read back again.</param>
/// <param name="Order">The recorded order, or null.</param>
/// <param name="FirstName">Given name of the contact.</param>
/// <param name="SoldOut">Whether there are too few pieces left by now.</param>
internal sealed record ConfirmedOrder(bool Recorded, RecordedOrder? Order, string? FirstName, bool SoldOut = false);

/// <summary>
/// Records a confirmed order as a hot prospect. The runner lets it through only when the order was read back in an earlier turn and the
/// contact's yes stands in this one; price and stock are looked at once more.
/// </summary>
internal sealed class ConfirmOrderTool(CatalogueSearch catalogue, ProspectRecorder prospects) : Tool<ShopTurn, NoArguments>(
    Name, "Records the order that was read back, after the contact has confirmed it.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "confirm_order";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.NeedsConfirmation;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var order = turn.Shop.Order;
        var product = await catalogue.GetProductAsync(turn.Workspace, turn.Locale, order.Product!, cancellationToken);
        if (product is null || OrderRules.StockOf(product, order) < order.Quantity || (product.Variants.Count > 0 && OrderRules.VariantOf(product, order) is null))
        {
            turn.Shop = turn.Shop with { Proposal = null, Order = order with { Product = null, Variant = null, Quantity = null }, Asked = [Ask.Product] };
            return new ConfirmedOrder(false, null, order.FirstName, SoldOut: true);
        }

        var quote = turn.Quote(product, order.Quantity!.Value);
        if (OrderRules.Digest(order, quote) != turn.Shop.Proposal!.Digest)
        {
            OrderReadBack.Propose(turn, product, quote);
            return new ConfirmedOrder(false, null, order.FirstName);
        }

        var prospect = await prospects.RecordAsync(Prospect(turn, product, quote, call), cancellationToken);
        var recorded = new RecordedOrder(prospect.Id, prospect.ProductTitle, prospect.Quantity, prospect.Phone);
        turn.Shop = turn.Shop with
        {
            Ordering = false,
            Proposal = null,
            Asked = [],
            Order = order with { Product = null, Variant = null, Quantity = null },
            Recorded = [.. turn.Shop.Recorded, recorded],
        };
        return new ConfirmedOrder(true, recorded, order.FirstName);
    }

    private static Prospect Prospect(ShopTurn turn, ProductMatch product, OrderQuote quote, ToolCall call) => new()
    {
        Workspace = turn.Workspace,
        SessionId = turn.Context.Turn.Session.Id.Value,
        Channel = turn.Context.Turn.Session.Channel,
        LastName = turn.Shop.Order.LastName!,
        FirstName = turn.Shop.Order.FirstName!,
        Phone = turn.Shop.Order.Phone!,
        Address = turn.Shop.Order.Address!,
        ProductHandle = product.Handle,
        ProductTitle = OrderRules.TitleOf(product, turn.Shop.Order),
        ProductVariant = OrderRules.VariantOf(product, turn.Shop.Order)?.Key,
        Quantity = quote.Quantity,
        UnitPrice = quote.UnitPrice.Amount,
        Currency = quote.UnitPrice.Currency,
        FreeDelivery = quote.FreeDelivery,
        Status = ProspectStatus.Hot,
        IdempotencyKey = call.IdempotencyKey,
    };
}
