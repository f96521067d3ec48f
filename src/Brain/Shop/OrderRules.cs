using Gateway.Brain.House.Entities;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>What an order costs.</summary>
/// <param name="UnitPrice">Price of one of its last line, from the catalogue.</param>
/// <param name="Quantity">Pieces of it.</param>
/// <param name="Subtotal">Price of all pieces of all lines.</param>
/// <param name="Delivery">Cost of delivery, zero when it is free; null when the shop does not say.</param>
/// <param name="Total">All that is to be paid, as far as the shop says.</param>
internal sealed record OrderQuote(Money UnitPrice, int Quantity, Money Subtotal, Money? Delivery, Money Total)
{
    /// <summary>Its lines; empty where a price is only asked for.</summary>
    public IReadOnlyList<LineQuote> Lines { get; init; } = [];

    /// <summary>Whether delivery costs nothing.</summary>
    public bool FreeDelivery => Delivery?.Amount == 0;

    /// <summary>Whether all that is to be paid is the same, line for line.</summary>
    public bool IsSameAs(OrderQuote other) =>
        this with { Lines = [] } == other with { Lines = [] }
        && (Lines.Count < 2 && other.Lines.Count < 2 || Lines.SequenceEqual(other.Lines));
}

/// <summary>The rules of an order, as pure functions.</summary>
internal static class OrderRules
{
    /// <summary>The most pieces one order may hold, whatever the stock.</summary>
    public const int MostPieces = 99;

    /// <summary>The most lines an order may hold besides the one spoken of.</summary>
    public const int MostLines = 19;

    /// <summary>What has to be known before an order is read back, in the order in which it is asked for.</summary>
    /// <param name="order">The order.</param>
    /// <param name="hasVariants">Whether there is something to choose about its product.</param>
    public static IReadOnlyList<string> Missing(OrderDraft order, bool hasVariants = false)
    {
        List<string> missing = [];
        Need(order.Product is null, Ask.Product);
        Need(order.Variant is null && order.Product is not null && hasVariants, Ask.Variant);
        Need(order.Quantity is null && order.Product is not null, Ask.Quantity);
        Need(order.LastName is null, Ask.LastName);
        Need(order.FirstName is null, Ask.FirstName);
        Need(order.Phone is null, Ask.Phone);
        Need(!order.Pickup && (order.Address is null || !PostalAddress.IsComplete(order.Address)), Ask.Address);
        return missing;

        void Need(bool isMissing, string field)
        {
            if (isMissing)
                missing.Add(field);
        }
    }

    /// <summary>What an order costs.</summary>
    /// <param name="price">Price of one.</param>
    /// <param name="quantity">Pieces, at least 1.</param>
    /// <param name="terms">How the shop delivers, or null when it does not say.</param>
    /// <param name="deliveryIsOnUs">Whether free delivery was offered for this order.</param>
    public static OrderQuote Quote(Money price, int quantity, DeliveryTerms? terms, bool deliveryIsOnUs)
    {
        var subtotal = price with { Amount = price.Amount * quantity };
        Money? delivery = terms is null
            ? null
            : price with { Amount = deliveryIsOnUs || subtotal.Amount >= terms.FreeFrom ? 0 : terms.Price };
        return new OrderQuote(
            price, quantity, subtotal, delivery, subtotal with { Amount = subtotal.Amount + (delivery?.Amount ?? 0) });
    }

    /// <summary>What an order of several lines costs.</summary>
    /// <param name="lines">The lines, at least one; all prices are of one currency.</param>
    /// <param name="terms">How the shop delivers, or null when it does not say.</param>
    /// <param name="deliveryIsOnUs">Whether free delivery was offered for this order.</param>
    public static OrderQuote Quote(IReadOnlyList<LineQuote> lines, DeliveryTerms? terms, bool deliveryIsOnUs)
    {
        var goods = lines[0].UnitPrice with { Amount = lines.Sum(line => line.Subtotal.Amount) };
        var whole = Quote(goods, 1, terms, deliveryIsOnUs);
        return whole with { UnitPrice = lines[^1].UnitPrice, Quantity = lines[^1].Quantity, Lines = lines };
    }

    /// <summary>
    /// The variant that is ordered; null where there is nothing to choose, or what was chosen is no longer sold.
    /// </summary>
    public static ProductVariant? VariantOf(ProductMatch product, string? variant) =>
        product.Variants.FirstOrDefault(one => one.Key == variant);

    /// <summary>What is ordered, as it is called: <c>T-shirt – M</c>.</summary>
    public static string TitleOf(ProductMatch product, string? variant) =>
        VariantOf(product, variant) is { } chosen ? $"{product.Title} – {chosen.Name}" : product.Title;

    /// <summary>
    /// Pieces of it that can be sold; null when they are not counted. As long as nothing is chosen, those of the
    /// variant that has most.
    /// </summary>
    public static int? StockOf(ProductMatch product, string? variant) =>
        product.Variants.Count == 0 ? product.Stock
        : VariantOf(product, variant) is { } chosen ? chosen.Stock
        : product.Variants.Any(one => one.Stock is null) ? null
        : product.Variants.Max(one => one.Stock);
}
