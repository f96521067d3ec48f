using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What came of a confirmed order.</summary>
/// <param name="Recorded">Whether it was recorded; if not, it changed meanwhile and was read back again.</param>
/// <param name="Order">The recorded order, or null.</param>
/// <param name="FirstName">Given name of the contact.</param>
/// <param name="SoldOut">Whether there are too few pieces left by now.</param>
internal sealed record ConfirmedOrder(bool Recorded, RecordedOrder? Order, string? FirstName, bool SoldOut = false);

/// <summary>An order as it is read back.</summary>
/// <param name="Order">All of it.</param>
/// <param name="Quote">What it costs.</param>
internal sealed record ProposedOrder(OrderDraft Order, OrderQuote Quote);

/// <summary>
/// Records a confirmed order as a hot prospect: exactly the one that was read back in an earlier turn and that the
/// contact's yes in this one is to. Price and stock are looked at once more.
/// </summary>
internal sealed class ConfirmOrderTool(CatalogueSearch catalogue, ProspectRecorder prospects)
    : ConfirmedTool<ShopTurn, ProposedOrder>(
    Name, "Records the order that was read back, after the contact has confirmed it.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "confirm_order";

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, ProposedOrder proposed, ToolCall call, CancellationToken cancellationToken)
    {
        var (order, confirmed) = proposed;
        var product = await catalogue.GetProductAsync(turn.Workspace, turn.Locale, order.Product!, cancellationToken);
        if (product is null || OrderRules.StockOf(product, order) < order.Quantity
            || (product.Variants.Count > 0 && OrderRules.VariantOf(product, order) is null))
        {
            turn.Shop = turn.Shop with { Order = WithoutProduct(turn), Asked = [Ask.Product] };
            return new ConfirmedOrder(false, null, order.FirstName, SoldOut: true);
        }

        var quote = turn.Quote(product, order.Quantity!.Value, order.Address);
        if (quote != confirmed)
        {
            OrderReadBack.Propose(turn, order, product, quote);
            return new ConfirmedOrder(false, null, order.FirstName);
        }

        var prospect = await prospects.RecordAsync(Prospect(turn, order, product, quote, call), cancellationToken);
        var recorded = new RecordedOrder(prospect.Id, prospect.ProductTitle, prospect.Quantity, prospect.Phone);
        turn.Shop = turn.Shop with
        {
            Ordering = false,
            Asked = [],
            Order = WithoutProduct(turn),
            Recorded = [.. turn.Shop.Recorded, recorded],
        };
        return new ConfirmedOrder(true, recorded, order.FirstName);
    }

    private static OrderDraft WithoutProduct(ShopTurn turn) =>
        turn.Shop.Order with { Product = null, Variant = null, Quantity = null };

    private static Prospect Prospect(
        ShopTurn turn, OrderDraft order, ProductMatch product, OrderQuote quote, ToolCall call) => new()
        {
            Workspace = turn.Workspace,
            SessionId = turn.Context.Turn.Session.Id.Value,
            Channel = turn.Context.Turn.Session.Channel,
            LastName = order.LastName!,
            FirstName = order.FirstName!,
            Phone = order.Phone!,
            Address = order.Address!,
            ProductHandle = product.Handle,
            ProductTitle = OrderRules.TitleOf(product, order),
            ProductVariant = OrderRules.VariantOf(product, order)?.Key,
            Quantity = quote.Quantity,
            UnitPrice = quote.UnitPrice.Amount,
            Currency = quote.UnitPrice.Currency,
            FreeDelivery = quote.FreeDelivery,
            Status = ProspectStatus.Hot,
            IdempotencyKey = call.IdempotencyKey,
        };
}
