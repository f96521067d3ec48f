using Gateway.Brain.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>One thing that is ordered besides the one spoken of.</summary>
/// <param name="Product">Handle of the product.</param>
/// <param name="Variant">Key of the variant; null where there is nothing to choose, and while it is not chosen.</param>
/// <param name="Quantity">Pieces, at least 1.</param>
internal sealed record OrderLine(string Product, string? Variant, int Quantity);

/// <summary>A line with its product as the catalogue has it now.</summary>
/// <param name="Product">The product.</param>
/// <param name="Variant">Key of the variant, or null.</param>
/// <param name="Quantity">Pieces; null while they are not known.</param>
internal sealed record FoundLine(ProductMatch Product, string? Variant, int? Quantity)
{
    /// <summary>The variant that is ordered, or null.</summary>
    public ProductVariant? Chosen => OrderRules.VariantOf(Product, Variant);

    /// <summary>Whether a size, a colour or the like is still to be chosen.</summary>
    public bool Lacks => Product.Variants.Count > 0 && Chosen is null;

    /// <summary>Whether fewer are left than are wanted, or what was chosen is no longer sold.</summary>
    public bool IsGone => Lacks || OrderRules.StockOf(Product, Variant) < Quantity;

    /// <summary>What it costs.</summary>
    public LineQuote Quote => new(OrderRules.TitleOf(Product, Variant), Product.Price, Quantity ?? 1);
}

/// <summary>What one line of an order costs.</summary>
/// <param name="Title">What is ordered, as it is called.</param>
/// <param name="UnitPrice">Price of one, from the catalogue.</param>
/// <param name="Quantity">Pieces.</param>
internal sealed record LineQuote(string Title, Money UnitPrice, int Quantity)
{
    /// <summary>Price of all of them.</summary>
    public Money Subtotal => UnitPrice with { Amount = UnitPrice.Amount * Quantity };
}

/// <summary>An order of several lines: the one spoken of, and the others.</summary>
internal static class OrderLines
{
    extension(OrderDraft order)
    {
        /// <summary>All lines, in the order in which they were named, the one spoken of last.</summary>
        public IEnumerable<(string Product, string? Variant, int? Quantity)> Lines =>
            order.Others.Select(line => (line.Product, line.Variant, (int?)line.Quantity))
                .Concat(order.Product is { } product
                    ? [(product, order.Variant, order.Quantity)]
                    : Array.Empty<(string, string?, int?)>());

        /// <summary>Whether a line is of that product.</summary>
        public bool Holds(string product) => order.Lines.Any(line => line.Product == product);

        /// <summary>The order with a line of that product being the one spoken of.</summary>
        /// <param name="product">Handle of the product.</param>
        /// <param name="adds">Whether it is ordered besides the one spoken of; if not, it takes its place.</param>
        /// <param name="variant">A variant that has no line yet, or null.</param>
        public OrderDraft SpeakingOf(string product, bool adds, string? variant = null)
        {
            if (order.Product == product && variant is null)
                return order;
            var place = order.Others.ToList()
                .FindIndex(line => line.Product == product && (variant is null || line.Variant == variant));
            if (place < 0 && !adds)
                return order;
            var kept = order.Others.ToList();
            var found = place < 0 ? null : kept[place];
            if (place >= 0)
                kept.RemoveAt(place);
            if (order.Product is { } current)
                kept.Add(new OrderLine(current, order.Variant, order.Quantity ?? 1));
            return order with
            {
                Others = kept,
                Product = found?.Product,
                Variant = found?.Variant,
                Quantity = found?.Quantity,
            };
        }

        /// <summary>The order without the lines of that product.</summary>
        public OrderDraft Without(string product)
        {
            var kept = order.Others.Where(line => line.Product != product).ToList();
            if (order.Product != product)
                return order with { Others = kept };
            var next = kept.LastOrDefault();
            if (next is not null)
                kept.RemoveAt(kept.Count - 1);
            return order with
            {
                Others = kept,
                Product = next?.Product,
                Variant = next?.Variant,
                Quantity = next?.Quantity,
            };
        }

        /// <summary>Who orders, and nothing of what.</summary>
        public OrderDraft Emptied() =>
            order with
            {
                Product = null,
                Variant = null,
                Quantity = null,
                Others = [],
                Pickup = false,
                Company = null,
                VatNumber = null,
            };
    }

    /// <summary>The lines with their products; those whose product has left the catalogue are left out.</summary>
    /// <param name="catalogue">Where the products are.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="order">The order.</param>
    /// <param name="known">A product that was looked up already, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<FoundLine>> FindAsync(
        CatalogueSearch catalogue, ShopTurn turn, OrderDraft order, ProductMatch? known,
        CancellationToken cancellationToken)
    {
        var products = (await catalogue.GetProductsAsync(
                turn.Workspace, turn.Locale,
                [.. order.Lines.Select(line => line.Product).Where(handle => handle != known?.Handle)],
                cancellationToken))
            .ToDictionary(product => product.Handle, turn.Available);
        if (known is not null)
            products[known.Handle] = known;
        return [.. order.Lines.Where(line => products.ContainsKey(line.Product))
            .Select(line => new FoundLine(products[line.Product], line.Variant, line.Quantity))];
    }
}
