using Gateway.Brain.House.Entities;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Shop;

/// <summary>
/// An order that was read back by a version that kept no arguments: what stood in the state is what was read back. Read
/// only, so that who was asked before an upgrade can still say yes.
/// </summary>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Digest">Digest of the order and what it costs; the button carries it.</param>
/// <param name="Turn">Number of the turn that read it back.</param>
/// <param name="At">When it was read back.</param>
internal sealed record EarlierProposal(string Tool, string Digest, long Turn, DateTimeOffset At)
{
    /// <summary>The same as it is kept today; null when the state is no longer that of the read-back.</summary>
    public Proposal? Renew(ShopState shop, DeliveryTerms? terms)
    {
        var order = shop.Order;
        if (shop.Product is not { } product || product.Handle != order.Product || order.Quantity is not { } quantity)
            return null;
        var quote = OrderRules.Quote(
            product.Price, quantity, PostalAddress.IsFar(order.Address) ? null : terms, shop.DeliveryIsOnUs);
        if (DigestOf(order, quote) != Digest)
            return null;
        return Proposal.Of(Tool, new ProposedOrder(order, quote), Digest, Turn, At);
    }

    /// <summary>The digest as it was taken then.</summary>
    public static string DigestOf(OrderDraft order, OrderQuote quote) => Proposal.DigestOf(
        order.Variant is null ? order.Product : $"{order.Product} {order.Variant}",
        order.LastName,
        order.FirstName,
        order.Phone,
        order.Address,
        FormattableString.Invariant(
            $"{quote.Quantity} x {quote.UnitPrice.Amount} {quote.UnitPrice.Currency} = {quote.Total.Amount}"));
}
