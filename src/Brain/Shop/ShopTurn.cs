using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>The shop's side of a running turn.</summary>
internal sealed class ShopTurn(
    TurnContext context, ShopSettings settings, ShopState shop, Proposal? proposal,
    Func<IReadOnlySet<string>> things)
    : SolutionTurn(context, proposal)
{
    private const int MostCards = 5;
    private const int MostDiscussed = 6;

    /// <summary>The state; tools replace it.</summary>
    public ShopState Shop { get; set; } = shop;

    /// <summary>The shop's settings.</summary>
    public ShopSettings Settings { get; } = settings;

    /// <inheritdoc/>
    public override object State => Shop;

    /// <inheritdoc/>
    public override IReadOnlySet<string> Things => things();

    /// <inheritdoc/>
    public override string Persona => Settings.AgentName;

    /// <inheritdoc/>
    public override Cancellable? Cancellable => Shop.Ordering || Shop.Recorded.Count > 0
        ? new Cancellable(Say("orderOrMessages", ("workspace", Context.Workspace.Name)), Label("cancelOrder"))
        : null;

    /// <inheritdoc/>
    public override bool IsAsking => Shop.Asked.Count > 0 || base.IsAsking;

    /// <inheritdoc/>
    public override string? PressedDigest =>
        Context.Payload is ShopPayload.EarlierConfirm or ConfirmPayload.Any
            ? Proposal is { Tool: ConfirmOrderTool.Name } order ? order.Digest : null
        : ShopPayload.EarlierDigest(Context.Payload) ?? base.PressedDigest;

    /// <inheritdoc/>
    public override bool AwaitsFigure => Shop.Asked.Any(
        asked => asked is Ask.Quantity or Ask.Phone or Ask.Address or Ask.WhetherToOrder);

    /// <inheritdoc/>
    public override bool AwaitsNumber => Shop.Asked is [Ask.Quantity];

    /// <inheritdoc/>
    public override string? ContactName => Shop.Order.FirstName;

    /// <inheritdoc/>
    public override Expectation Expects => Shop.Asked switch
    {
        [Ask.Quantity] => Expectation.Digits,
        [Ask.Phone] => Expectation.Phone,
        [Ask.Address] => Expectation.Address,
        [Ask.LastName] or [Ask.FirstName] or [Ask.LastName, Ask.FirstName] => Expectation.Name,
        [Ask.WhetherToOrder] => Expectation.YesNo,
        [] => base.Expects,
        _ => Expectation.Free,
    };

    /// <inheritdoc/>
    protected override void Restore(object state) => Shop = (ShopState)state;

    /// <summary>Id of the workspace.</summary>
    public string Workspace => Context.Workspace.Id;

    /// <summary>Language of the turn.</summary>
    public string Locale => Context.Locale;

    /// <summary>The shop's wording for what code says itself.</summary>
    public AgentText Say(string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        ShopWording.Of(Locale).Say(phrase, Context.Turn.Id.ToString(), values);

    /// <summary>What stands on a button.</summary>
    public string Label(string phrase) => ShopWording.Of(Locale).Label(phrase, Context.Turn.Id.ToString());

    /// <summary>
    /// Shows products as cards and remembers them: the first is under discussion. Where it is one of several that were
    /// shown before, the others can still be spoken of.
    /// </summary>
    /// <param name="products">In the order to show; not empty.</param>
    public void ShowProducts(IReadOnlyList<ProductMatch> products)
    {
        ClearParts();
        foreach (var product in products.Take(MostCards))
            Show(Card(product));
        var shown = products.Take(MostCards).Select(Shown).ToList();
        var known = shown.Count(now => Shop.Shown.Any(before => before.Handle == now.Handle));
        Shop = Shop with
        {
            Product = shown[0],
            Shown = shown.Count == 1 && known == 1 ? Shop.Shown : shown,
            Told = known > 0 ? Shop.Told : null,
            Asked = Asking(shown.Count),
            Discussed = shown.Count == 1 ? WithDiscussed(shown[0]) : Shop.Discussed,
        };
    }

    /// <summary>What was under discussion, and a product that is now, first.</summary>
    public IReadOnlyList<ShownProduct> WithDiscussed(ShownProduct product) =>
        [product with { Variants = [] },
            .. Shop.Discussed.Where(other => other.Handle != product.Handle).Take(MostDiscussed - 1)];

    /// <summary>
    /// What an order of that product would cost. What is delivered where the shop's terms do not reach costs what the
    /// shop will say.
    /// </summary>
    public OrderQuote Quote(ProductMatch product, int quantity) => Quote(product, quantity, Shop.Order.Address);

    /// <summary>What an order of that product costs, delivered to that address.</summary>
    public OrderQuote Quote(ProductMatch product, int quantity, string? address) => OrderRules.Quote(
        product.Price, quantity, PostalAddress.IsFar(address) ? null : Settings.Delivery, Shop.DeliveryIsOnUs);

    /// <summary>What the order costs, delivered to its address or fetched in the shop.</summary>
    public OrderQuote Quote(IReadOnlyList<FoundLine> lines)
    {
        List<LineQuote> quotes = [.. lines.Select(line => line.Quote)];
        var order = Shop.Order;
        var terms = order.Pickup || PostalAddress.IsFar(order.Address) ? null : Settings.Delivery;
        var quote = OrderRules.Quote(quotes, terms, Shop.DeliveryIsOnUs);
        return order.Pickup ? quote with { Delivery = quote.Total with { Amount = 0 } } : quote;
    }

    /// <summary>
    /// A product as it can be ordered now: what the order holds that is being changed is there for it.
    /// </summary>
    public ProductMatch Available(ProductMatch product) =>
        Shop is { Amends: true, Placed: { } placed } ? placed.WithOwn(product) : product;

    /// <summary>A product as the state keeps it.</summary>
    public static ShownProduct Shown(ProductMatch product) => new(product.Handle, product.Title, product.Price)
    {
        Options = product.Options,
        Variants = [.. product.Variants.Select(variant => new ShownVariant(variant.Name, variant.IsSoldOut))],
    };

    /// <summary>Whether the contact's own words hold one of the intents.</summary>
    public bool Says(params ReadOnlySpan<string> intents) =>
        Utterance.Read(Context.Text, Locale, Lexicon.Load($"House.{Locale}.lexicon")).IsAny(intents);

    // Whoever looks at something else while they order is still asked for what the order lacks.
    private IReadOnlyList<string> Asking(int shown) =>
        Shop.Ordering ? Shop.Asked : [shown > 1 ? Ask.Which : Ask.WhetherToOrder];

    private CardPart Card(ProductMatch product) => new(
        product.Title,
        product.Options,
        product.ImageUrl,
        product.Price,
        product.Stock <= 0
            ? [new CardAction(Label("similarAction"), ShopPayload.Similar(product.Handle))]
            : [new CardAction(Label("orderAction"), ShopPayload.Order(product.Handle))]);
}
