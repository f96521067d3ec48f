using System.Text.Json.Serialization;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>What the shop's agent keeps of a session. Only its tools change it.</summary>
internal sealed record ShopState
{
    /// <summary>The product under discussion, or null.</summary>
    public ShownProduct? Product { get; init; }

    /// <summary>The products shown last, in their order; one when a single product was shown.</summary>
    public IReadOnlyList<ShownProduct> Shown { get; init; } = [];

    /// <summary>
    /// The products that one was chosen from, in their order: another of them may be taken in its place. Empty when it
    /// was not chosen from a list.
    /// </summary>
    public IReadOnlyList<ShownProduct> Offered { get; init; } = [];

    /// <summary>
    /// The products that were under discussion, the latest first, at most six: "the pan" is one of them rather than
    /// another one of the shop.
    /// </summary>
    public IReadOnlyList<ShownProduct> Discussed { get; init; } = [];

    /// <summary>What goods were described that were looked for last, at most 400 letters: a budget or a colour that is
    /// said afterwards belongs to it. Null before.</summary>
    public string? Sought { get; init; }

    /// <summary>The most that it was to cost, in the shop's currency; or null.</summary>
    public decimal? SoughtUpTo { get; init; }

    /// <summary>Heading of the shop's own answer that was told last; null before, and since something else
    /// was.</summary>
    public string? Told { get; init; }

    /// <summary>A country, in the contact's words, that they asked about last; or null.</summary>
    public string? Country { get; init; }

    /// <summary>The order as far as it is known. Who someone is may be known before what they want.</summary>
    public OrderDraft Order { get; init; } = new();

    /// <summary>Whether the contact has said that they want to order.</summary>
    public bool Ordering { get; init; }

    /// <summary>What was asked last, by the names in <see cref="Ask"/>; empty when nothing was.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Whether free delivery of the first order was offered. It is offered once in a session.</summary>
    public bool FreeDeliveryOffered { get; init; }

    /// <summary>Whether free delivery goes with an order made now: it was offered, and no other order came
    /// before.</summary>
    [JsonIgnore]
    public bool DeliveryIsOnUs => FreeDeliveryOffered
        && Recorded.Count == (Amends ? Placed?.Prospects.Count ?? 0 : 0);

    /// <summary>An order that was read back while the shop itself kept what waits for a yes; null since.</summary>
    [JsonPropertyName("proposal")]
    public EarlierProposal? Earlier { get; init; }

    /// <summary>Lines of orders recorded in this session, oldest first.</summary>
    public IReadOnlyList<RecordedOrder> Recorded { get; init; } = [];

    /// <summary>
    /// The order recorded last, which the contact may still change or take back; null before, and once it is taken back
    /// or in the shop's hands.
    /// </summary>
    public PlacedOrder? Placed { get; init; }

    /// <summary>Whether the order in the making is <see cref="Placed"/>, being changed.</summary>
    public bool Amends { get; init; }

    /// <summary>The state in which the order recorded last is changed; this one where there is none.</summary>
    public ShopState Reopened() => Placed is not { } placed || Amends ? this : this with
    {
        Amends = true,
        Ordering = true,
        Asked = [],
        Order = placed.Order,
        Product = Discussed.FirstOrDefault(shown => shown.Handle == placed.Order.Product) ?? Product,
        Told = null,
    };

    /// <summary>The state in which nothing is being ordered or changed. Who the contact is stays known.</summary>
    public ShopState AtRest() => this with { Ordering = false, Amends = false, Asked = [], Order = Order.Emptied() };
}

/// <summary>An order as it was recorded.</summary>
/// <param name="Order">All of it.</param>
/// <param name="Prospects">Ids of the prospects that hold its lines; not empty.</param>
internal sealed record PlacedOrder(OrderDraft Order, IReadOnlyList<long> Prospects)
{
    /// <summary>
    /// Whether the order recorded last may be changed or taken back now; where the shop has it in hand, it is
    /// forgotten.
    /// </summary>
    public static async Task<bool> IsOpenAsync(
        ShopTurn turn, ProspectRecorder prospects, CancellationToken cancellationToken)
    {
        if (turn.Shop is not { Placed: { } placed } || turn.Shop is { Ordering: true, Amends: false })
            return false;
        if (await prospects.AreOpenAsync(
            turn.Workspace, turn.Context.Turn.Session.Id.Value, placed.Prospects, cancellationToken))
            return true;
        turn.Shop = (turn.Shop.Amends ? turn.Shop.AtRest() : turn.Shop) with { Placed = null };
        return false;
    }

    /// <summary>
    /// A product for who changes this order: at least the pieces that it holds are there, though the shop may have set
    /// them aside. Whether the stock counts them still is not known, so none come to it.
    /// </summary>
    public ProductMatch WithOwn(ProductMatch product)
    {
        var lines = Order.Lines.Where(line => line.Product == product.Handle).ToList();
        return lines.Count == 0 ? product : product with
        {
            Stock = With(product.Stock, lines.Sum(line => line.Quantity)),
            Variants = [.. product.Variants.Select(variant => variant with
            {
                Stock = With(
                    variant.Stock, lines.Where(line => line.Variant == variant.Key).Sum(line => line.Quantity)),
            })],
        };
    }

    private static int? With(int? stock, int? own) => stock is { } left ? Math.Max(left, own ?? 0) : null;
}

/// <summary>A product the contact has seen, with the price it was shown at.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Price">Price of one.</param>
internal sealed record ShownProduct(string Handle, string Title, Money Price)
{
    /// <summary>Colours, sizes and the like that it comes in, as they are told; null when there are none.</summary>
    public string? Options { get; init; }

    /// <summary>What it is chosen by, in its order; empty when there is nothing to choose.</summary>
    public IReadOnlyList<ShownVariant> Variants { get; init; } = [];

    /// <summary>What of that can be had.</summary>
    [JsonIgnore]
    public IEnumerable<string> Left => Variants.Where(variant => !variant.IsSoldOut).Select(variant => variant.Name);
}

/// <summary>A variant the contact may choose.</summary>
/// <param name="Name">What is chosen, as in <c>M / bleu</c>.</param>
/// <param name="IsSoldOut">Whether it cannot be had at present.</param>
internal sealed record ShownVariant(string Name, bool IsSoldOut);

/// <summary>An order as far as it is known; what is not is null.</summary>
internal sealed record OrderDraft
{
    /// <summary>What is ordered besides <see cref="Product"/>, in the order in which it was named.</summary>
    public IReadOnlyList<OrderLine> Others { get; init; } = [];

    /// <summary>Whether it is fetched in the shop, and needs no address.</summary>
    public bool Pickup { get; init; }

    /// <summary>Handle of the product spoken of.</summary>
    public string? Product { get; init; }

    /// <summary>Key of the variant; null where there is nothing to choose, and while it is not chosen.</summary>
    public string? Variant { get; init; }

    /// <summary>Pieces, at least 1.</summary>
    public int? Quantity { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>Where to deliver, in one line.</summary>
    public string? Address { get; init; }

    /// <summary>Firm that the invoice is made out to; null where it is the contact's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Company { get; init; }

    /// <summary>That firm's number for value added tax, in capitals without blanks; or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? VatNumber { get; init; }
}

/// <summary>An order that was recorded.</summary>
/// <param name="Prospect">Id of the prospect.</param>
/// <param name="Title">What the product is called.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Phone">Where the shop will call, E.164.</param>
internal sealed record RecordedOrder(long Prospect, string Title, int Quantity, string Phone);

/// <summary>What can be asked of a contact.</summary>
internal static class Ask
{
    public const string Product = "product";
    public const string Quantity = "quantity";

    /// <summary>Which size, colour or other variant.</summary>
    public const string Variant = "variant";
    public const string LastName = "lastName";
    public const string FirstName = "firstName";
    public const string Phone = "phone";
    public const string Address = "address";

    /// <summary>Which of the products shown is meant.</summary>
    public const string Which = "which";

    /// <summary>Whether they want to order the product under discussion.</summary>
    public const string WhetherToOrder = "whetherToOrder";

    /// <summary>What is wrong with the order that was read back.</summary>
    public const string Correction = "correction";
}
