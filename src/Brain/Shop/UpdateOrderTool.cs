using System.ComponentModel;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>What the contact said of their order; what they did not say is left out.</summary>
internal sealed record OrderArguments
{
    [Description("Handle of the product to order.")]
    public string? Product { get; init; }

    [Description("Size, colour or other variant of the product, in the contact's words, or its key.")]
    public string? Variant { get; init; }

    [Description("Number of pieces.")]
    public int? Quantity { get; init; }

    [Description("Family name.")]
    public string? LastName { get; init; }

    [Description("Given name.")]
    public string? FirstName { get; init; }

    [Description("Telephone number as it was written.")]
    public string? Phone { get; init; }

    [Description("Postal address, or the piece of it that was given.")]
    public string? Address { get; init; }

    [Description(
        "Name of the field the contact wants to change without having said the new value, or 'correction' when they only said that something is wrong.")]
    public string? Correct { get; init; }
}

/// <summary>A value that cannot be taken.</summary>
/// <param name="Field">Whose value.</param>
/// <param name="Reason">Why.</param>
internal sealed record InvalidField(string Field, InvalidReason Reason);

/// <summary>Why a value cannot be taken.</summary>
internal enum InvalidReason
{
    /// <summary>The shop has no such product.</summary>
    UnknownProduct,

    /// <summary>The product is sold out.</summary>
    SoldOut,

    /// <summary>There are fewer pieces than that.</summary>
    MoreThanStock,

    /// <summary>Less than one, or more than one order may hold.</summary>
    OutOfRange,

    /// <summary>It is no name.</summary>
    NotAName,

    /// <summary>It has no digits, or letters among them.</summary>
    NotANumber,

    /// <summary>Digits are missing.</summary>
    TooShort,

    /// <summary>There are too many digits.</summary>
    TooLong,

    /// <summary>No number begins like this.</summary>
    UnknownPrefix,

    /// <summary>The postcode or the town is missing.</summary>
    NoTown,

    /// <summary>The street is missing.</summary>
    NoStreet,

    /// <summary>It is longer than an address can be.</summary>
    NotAnAddress,
}

/// <summary>How the order stands.</summary>
internal sealed record OrderStatus
{
    /// <summary>The product, or null while there is none that can be ordered.</summary>
    public ProductView? Product { get; init; }

    /// <summary>What can be said of the order so far.</summary>
    public required OrderDraft Order { get; init; }

    /// <summary>What it costs, or null without product or quantity.</summary>
    public OrderQuote? Quote { get; init; }

    /// <summary>What was just said and cannot be taken.</summary>
    public required IReadOnlyList<InvalidField> Invalid { get; init; }

    /// <summary>What to ask for now, all of it and nothing else; empty when the order was read back.</summary>
    public required IReadOnlyList<string> AskFor { get; init; }

    /// <summary>Whether the order was read back below your words: say no more than a few words before it.</summary>
    public bool ReadBack { get; init; }

    /// <summary>Products that could take a sold-out one's place; they are shown.</summary>
    public IReadOnlyList<ProductView> Similar { get; init; } = [];
}

/// <summary>
/// Takes down what a contact says of their order, checks it, and tells what is missing. A complete order is read back
/// by code, word for word, and waits for a yes.
/// </summary>
internal sealed class UpdateOrderTool(CatalogueSearch catalogue) : Tool<ShopTurn, OrderArguments>(
    Name,
    "Takes down what the contact said of their order (any of product, variant, quantity, names, phone, address), and tells what is set, invalid and missing.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "update_order";

    private const int MostSimilar = 3;
    private const int MostVariants = 10;
    private const int LongestAddress = 300;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, OrderArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        List<InvalidField> invalid = [];
        var order = TakeContact(turn.Shop.Order, arguments, CountryOf(turn, arguments), invalid);
        var product = await FindProductAsync(turn, arguments.Product ?? order.Product, invalid, cancellationToken);
        var similar = invalid.Exists(field => field.Reason == InvalidReason.SoldOut)
            ? await ShowSimilarAsync(turn, arguments.Product!, cancellationToken)
            : [];
        if (product is not null)
        {
            var before = order;
            order = order with
            {
                Product = product.Handle,
                Variant = TakeVariant(turn, arguments, order, product, invalid)
            };
            order = order with { Quantity = TakeQuantity(arguments, before, order, product, invalid) };
        }
        else if (arguments.Product is null)
            order = order with
            {
                Product = null,
                Variant = null,
                Quantity = arguments.Quantity is >= 1 and <= OrderRules.MostPieces
                ? arguments.Quantity
                : order.Quantity
            };

        turn.Withdraw();
        turn.Shop = turn.Shop with
        {
            Order = order,
            Ordering = turn.Shop.Ordering || product is not null,
            Product = product is null ? turn.Shop.Product : ShopTurn.Shown(product),
            Shown = product is null ? turn.Shop.Shown : [ShopTurn.Shown(product)],
            Offered = product is null || turn.Shop.Shown.Count < 2 ? turn.Shop.Ordering ? turn.Shop.Offered : []
                : turn.Shop.Shown.Any(shown => shown.Handle == product.Handle) ? turn.Shop.Shown : [],
        };
        return Conclude(turn, arguments, product, invalid, similar);
    }

    // Where they live, or where they write from: what a number without a code belongs to.
    private static string CountryOf(ShopTurn turn, OrderArguments given) =>
        PostalAddress.CountryOf(given.Address ?? turn.Shop.Order.Address)
        ?? E164.CountryOf(turn.Context.Turn.Session.Address) ?? "FR";

    private static OrderDraft TakeContact(
        OrderDraft order, OrderArguments given, string country, List<InvalidField> invalid)
    {
        order = order with
        {
            LastName = TakeName(given.LastName, order.LastName, Ask.LastName, invalid),
            FirstName = TakeName(given.FirstName, order.FirstName, Ask.FirstName, invalid),
        };
        if (given.Phone is { } phone)
        {
            var number = PhoneNumber.Parse(phone, country);
            order = order with { Phone = number.E164 ?? order.Phone };
            if (number.E164 is null)
                invalid.Add(new InvalidField(Ask.Phone, Enum.Parse<InvalidReason>(number.Problem.ToString())));
        }

        if (given.Address is not { } text)
            return order;
        var address = PostalAddress.Merge(order.Address, PostalAddress.Tidy(text));
        if (address.Length > LongestAddress)
            invalid.Add(new InvalidField(Ask.Address, InvalidReason.NotAnAddress));
        else if (!PostalAddress.IsComplete(address))
            invalid.Add(
                new InvalidField(
                Ask.Address, PostalAddress.HasStreet(address) ? InvalidReason.NoTown : InvalidReason.NoStreet));
        return order with { Address = address.Length > LongestAddress ? order.Address : address };
    }

    private static string? TakeName(string? given, string? before, string field, List<InvalidField> invalid)
    {
        if (given is null)
            return before;
        var words = given.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is > 0 and <= 6 && given.Length <= 80
            && given.All(letter => char.IsLetter(letter) || letter is ' ' or '-' or '\'' or '’' or '.'))
            return string.Join(' ', words);
        invalid.Add(new InvalidField(field, InvalidReason.NotAName));
        return before;
    }

    private async Task<ProductMatch?> FindProductAsync(
        ShopTurn turn, string? handle, List<InvalidField> invalid, CancellationToken cancellationToken)
    {
        if (handle is null)
            return null;
        var product = await catalogue.GetProductAsync(turn.Workspace, turn.Locale, handle, cancellationToken);
        if (product is null)
            invalid.Add(new InvalidField(Ask.Product, InvalidReason.UnknownProduct));
        else if (product.Stock <= 0)
            invalid.Add(new InvalidField(Ask.Product, InvalidReason.SoldOut));
        return product is { Stock: null or > 0 } ? product : null;
    }

    private async Task<IReadOnlyList<ProductView>> ShowSimilarAsync(
        ShopTurn turn, string? handle, CancellationToken cancellationToken)
    {
        var found = await catalogue.FindSimilarAsync(
            turn.Workspace, turn.Locale, handle ?? turn.Shop.Order.Product!, MostSimilar, cancellationToken);
        List<ProductMatch> inStock = [.. found.Where(product => !(product.Stock <= 0))];
        if (inStock.Count > 0)
            turn.ShowProducts(inStock);
        return [.. inStock.Select(ProductView.Of)];
    }

    private static string? TakeVariant(
        ShopTurn turn, OrderArguments given, OrderDraft order, ProductMatch product, List<InvalidField> invalid)
    {
        if (product.Variants.Count == 0)
            return null;
        var before = order.Product == product.Handle
            && OrderRules.VariantOf(product, order) is { IsSoldOut: false } chosen ? chosen.Key : null;
        if (given.Variant is not { } said)
            return before;
        // "Yes" to the only one that is left is a choice as well.
        var left = product.Variants.Where(variant => !variant.IsSoldOut).ToList();
        var wasAsked = turn.Shop.Asked.Contains(Ask.Variant);
        List<ProductVariant> named = product.Variants.FirstOrDefault(variant => variant.Key == said) is { } exact
            ? [exact]
            : [.. VariantChoice.Find(
                [.. product.Variants.Select(variant => variant.Name)], said, wasAsked || said.Length <= 20)
                .Select(place => product.Variants[place])];
        if (named.Count == 0 && wasAsked && left.Count == 1 && turn.Says(Intents.Yes))
            named = left;
        if (named.Count > 0 && named.All(variant => variant.IsSoldOut))
            invalid.Add(new InvalidField(Ask.Variant, InvalidReason.SoldOut));
        return named.Count == 0 ? before : named.Count == 1 && !named[0].IsSoldOut ? named[0].Key : null;
    }

    private static int? TakeQuantity(
        OrderArguments given, OrderDraft before, OrderDraft order, ProductMatch product, List<InvalidField> invalid)
    {
        var stock = OrderRules.StockOf(product, order);
        // Who names a product and no number wants one of it, be it the first they name or another one.
        var wanted = given.Quantity ?? (before.Product is null ? order.Quantity ?? 1 : order.Quantity);
        if (wanted is null)
            return null;
        if (wanted > stock)
            invalid.Add(new InvalidField(Ask.Quantity, InvalidReason.MoreThanStock));
        else if (wanted is < 1 or > OrderRules.MostPieces)
            invalid.Add(new InvalidField(Ask.Quantity, InvalidReason.OutOfRange));
        else
            return wanted;
        return before.Product == product.Handle && !(order.Quantity > stock) ? order.Quantity : null;
    }

    private static OrderStatus Conclude(
        ShopTurn turn, OrderArguments arguments, ProductMatch? product, List<InvalidField> invalid,
        IReadOnlyList<ProductView> similar)
    {
        var order = turn.Shop.Order;
        var quote = product is not null && order.Quantity is { } quantity ? turn.Quote(product, quantity) : null;
        var askFor = AskFor(
            arguments, order, product, invalid, severalShown: turn.Shop.Shown.Count > 1 && !turn.Shop.Ordering);
        if (similar.Count > 0)
            askFor = [Ask.Product];
        turn.Shop = turn.Shop with { Asked = askFor };
        if (askFor is [Ask.Variant] && product is not null)
            ShowVariants(turn, product);
        if (askFor.Count == 0)
            OrderReadBack.Propose(turn, order, product!, quote!);
        else if (askFor is [Ask.Correction])
            OrderReadBack.AskWhatIsWrong(turn);
        return new OrderStatus
        {
            Product = product is null ? null : ProductView.Of(product),
            Order = order,
            Quote = quote,
            Invalid = invalid,
            AskFor = askFor,
            ReadBack = askFor.Count == 0,
            Similar = similar,
        };
    }

    private static void ShowVariants(ShopTurn turn, ProductMatch product)
    {
        turn.ClearParts();
        turn.Show(new QuickRepliesPart(
            [.. product.Variants.Where(variant => !variant.IsSoldOut)
                .Take(MostVariants)
                .Select(variant => new QuickReply(variant.Name, ShopPayload.Variant(variant.Key)))]));
    }

    private static IReadOnlyList<string> AskFor(
        OrderArguments arguments, OrderDraft order, ProductMatch? product, List<InvalidField> invalid,
        bool severalShown)
    {
        if (arguments.Correct is { } field)
            return [field is Ask.Product or Ask.Variant or Ask.Quantity or Ask.LastName or Ask.FirstName or Ask.Phone
                or Ask.Address ? field : Ask.Correction];
        // What was refused is asked for again, also where an older value still stands.
        var missing = OrderRules.Missing(order, hasVariants: product is { Variants.Count: > 0 });
        // What is ordered comes before who orders it.
        if (missing.FirstOrDefault(name => name is Ask.Product or Ask.Variant or Ask.Quantity) is { } what)
            return [what == Ask.Product && severalShown ? Ask.Which : what];
        return [.. missing, .. invalid.Select(one => one.Field).Where(name => !missing.Contains(name)).Distinct()];
    }
}
