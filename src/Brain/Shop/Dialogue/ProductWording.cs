using System.Globalization;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Words what is told of products. Asks no tool.</summary>
internal static class ProductWording
{
    /// <summary>A product and its price in a few words.</summary>
    public static AgentText TitleAndPrice(ShopRequest request, ProductView product) => request.Say(
        product.IsSoldOut ? "titleAndPriceSoldOut" : "titleAndPrice", ("title", product.Title),
        ("price", request.Amount(product.Price)));

    /// <summary>Products with their prices, in one sentence.</summary>
    public static AgentText Names(ShopRequest request, ProductList list) =>
        request.List(list.Products.Select(product => TitleAndPrice(request, product)));

    /// <summary>A product on one side of a comparison.</summary>
    public static AgentText Side(ShopRequest request, ProductView product, AgentText text) =>
        request.Say("side", ("title", product.Title), ("price", request.Amount(product.Price)), ("text", text));

    /// <summary>What a product costs; of several of them together as well.</summary>
    public static AgentText PriceOf(ShopRequest request, ProductView product, OrderQuote? quote) =>
        quote is { Quantity: > 1 }
        ? request.Say(
            "priceOfSeveral",
            ("quantity", quote.Quantity.ToString(CultureInfo.InvariantCulture)),
            ("title", product.Title),
            ("price", request.Amount(quote.UnitPrice)),
            ("subtotal", request.Amount(quote.Subtotal)))
        : request.Say("priceIs", ("title", product.Title), ("price", request.Amount(product.Price)));

    /// <summary>What a product comes to with its delivery, as far as the shop says what that costs.</summary>
    public static AgentText TotalOf(ShopRequest request, ProductView product, OrderQuote quote) =>
        quote.Delivery is null
        ? PriceOf(request, product, quote)
        : request.Say(
            quote.FreeDelivery ? "totalFree" : "totalWithDelivery",
            ("title",
                quote.Quantity == 1
                ? product.Title
                : string.Create(CultureInfo.InvariantCulture, $"{quote.Quantity} × {product.Title}")),
            ("price", request.Amount(quote.Subtotal)),
            ("delivery", request.Amount(quote.Delivery.Value)),
            ("total", request.Amount(quote.Total)));

    /// <summary>How many of a product are left.</summary>
    public static AgentText StockOf(ShopRequest request, ProductView product, string phrase) =>
        product.Stock is { } stock
        ? request.Say(phrase, ("title", product.Title), ("stock", stock.ToString(CultureInfo.InvariantCulture)))
        : request.Say("stockUncounted", ("title", product.Title));

    /// <summary>
    /// Which sizes, colours and the like there are, and which there are not; null when it is not asked, or there is
    /// nothing to choose.
    /// </summary>
    public static AgentText? VariantsOf(ShopRequest request, ProductView product)
    {
        if (product.Variants.Count == 0)
            return null;
        var named = VariantChoice.Find(
            [.. product.Variants.Select(variant => variant.Name)], request.Heard.Text, wasAsked: false)
            .Select(place => product.Variants[place])
            .ToList();
        if (named.Count == 0 && !request.Says(ShopIntents.Stock) && !Attributes.AsksForColour(request.Rest))
            return null;
        var left = request.List(
            product.Variants.Where(variant => !variant.IsSoldOut).Select(variant => (AgentText)variant.Name));
        if (named is [var one])
        {
            return request.Say(
                one.IsSoldOut ? "variantGone" : "variantThere", ("title", product.Title), ("variant", one.Name),
                ("variants", left));
        }

        var gone = product.Variants.Where(variant => variant.IsSoldOut)
            .Select(variant => (AgentText)variant.Name)
            .ToList();
        return AgentText.Join(
            " ", request.Say("variantsThere", ("title", product.Title), ("variants", left)),
            gone.Count == 0 ? null : request.Say("variantsGone", ("variants", request.List(gone))));
    }

    /// <summary>That a product is the cheapest, or the dearest.</summary>
    public static AgentText ExtremeOf(ShopRequest request, ProductView product) => request.Say(
        request.PriceEnd == PriceEnd.Dearest ? "dearest" : "cheapest", ("title", product.Title),
        ("price", request.Amount(product.Price)));

    /// <summary>The lines of a sheet that answer what is asked of a product; null when none does.</summary>
    public static AgentText? Details(ShopRequest request, ProductView product) =>
        DetailOf(request, product) is { } detail
        ? request.Say("detail", ("title", product.Title), ("detail", detail))
        : null;

    /// <summary>The same without its name, where a property is asked; null when none is, or no line answers.</summary>
    public static AgentText? DetailIfAsked(ShopRequest request, ProductView product) =>
        request.Reading.Detail is not null || (request.Heard.IsQuestion && Attributes.IsAmong(request.Content))
            ? DetailOf(request, product)
            : null;

    private static AgentText? DetailOf(ShopRequest request, ProductView product)
    {
        var question = Attributes.Of(request.Rest).Concat(Attributes.OfProperty(request.Reading.Detail))
            .Concat(Thesaurus.Embedded.Related([.. request.Rest.Words.Select(word => word.Text)]))
            .Except(Word.In(product.Title).Select(word => word.Text)).ToList();
        return product.LinesAbout(question) is { Count: > 0 } lines
            ? AgentText.Join(" ", lines.Select(line => (AgentText)(line.EndsWith('.') ? line : $"{line}.")))
            : Attributes.AsksForColour(request.Rest) && product.Options is { } options
                ? (AgentText)$"{options}."
                : null;
    }

    /// <summary>Asks whether it is ordered; nothing while an order is being taken.</summary>
    public static AgentText OrderIt(ShopRequest request) =>
        request.State.Ordering ? AgentText.None : request.Say("orderIt");
}
