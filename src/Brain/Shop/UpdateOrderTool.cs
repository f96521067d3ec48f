using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Shop;

/// <summary>
/// Takes down what a contact says of their order, checks it, and tells what is missing. A complete order is read back
/// by code, word for word, and waits for a yes.
/// </summary>
internal sealed class UpdateOrderTool(CatalogueSearch catalogue) : Tool<ShopTurn, OrderArguments>(
    Name,
    "Takes down what the contact said of their order (any of product, variant, quantity, names, phone, address, firm for the invoice), and tells what is set, invalid and missing.")
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
        // Who the invoice is for can be told before anything is ordered, and asks for nothing.
        if (arguments.IsOfFirmOnly && !turn.Shop.Ordering)
        {
            turn.Shop = turn.Shop with { Order = order };
            return new OrderStatus { Order = order, Invalid = [], AskFor = [] };
        }

        order = order with { Pickup = arguments.Pickup ?? (arguments.Address is null && order.Pickup) };
        if (arguments.Remove is { } gone)
            order = order.Without(gone);
        var product = await FindProductAsync(turn, arguments.Product ?? order.Product, invalid, cancellationToken);
        var similar = invalid.Exists(field => field.Reason == InvalidReason.SoldOut)
            ? await ShowSimilarAsync(turn, arguments.Product!, cancellationToken)
            : [];
        if (product is not null)
            order = TakeLine(turn, arguments, order, product, invalid);
        else if (arguments.Product is null)
            order = order with
            {
                Product = null,
                Variant = null,
                Quantity = arguments.Quantity is >= 1 and <= OrderRules.MostPieces
                ? arguments.Quantity
                : order.Quantity
            };
        if (order.Others.Count > OrderRules.MostLines)
        {
            invalid.Add(new InvalidField(Ask.Product, InvalidReason.TooManyLines));
            order = turn.Shop.Order;
        }

        turn.Withdraw();
        turn.Shop = turn.Shop with
        {
            Order = order,
            Ordering = turn.Shop.Ordering || product is not null,
            Product = product is null ? turn.Shop.Product : ShopTurn.Shown(product),
            Sought = product is null ? turn.Shop.Sought : null,
            Discussed = product is null ? turn.Shop.Discussed : turn.WithDiscussed(ShopTurn.Shown(product)),
            Shown = product is null ? turn.Shop.Shown : [ShopTurn.Shown(product)],
            Offered = product is null || turn.Shop.Shown.Count < 2 ? turn.Shop.Ordering ? turn.Shop.Offered : []
                : turn.Shop.Shown.Any(shown => shown.Handle == product.Handle) ? turn.Shop.Shown : [],
        };
        return await ConcludeAsync(turn, arguments, product, invalid, similar, cancellationToken);
    }

    private static OrderDraft TakeLine(
        ShopTurn turn, OrderArguments arguments, OrderDraft order, ProductMatch product, List<InvalidField> invalid)
    {
        var adds = arguments.Add == true;
        var before = arguments.Product is null ? order : order.SpeakingOf(product.Handle, adds);
        // More of another size or colour is a line of its own.
        if (adds && before.Product == product.Handle && before.Variant is not null
            && TakeVariant(turn, arguments, before, product, []) is { } other && other != before.Variant)
            before = before.SpeakingOf(product.Handle, adds, other);
        var isNew = before.Product is null;
        var taken = before with
        {
            Product = product.Handle,
            Variant = TakeVariant(turn, arguments, before, product, invalid),
        };
        if (adds && !isNew && order.Holds(product.Handle))
            arguments = arguments with { Quantity = (before.Quantity ?? 0) + (arguments.Quantity ?? 1) };
        return taken with { Quantity = TakeQuantity(arguments, before, taken, product, invalid) };
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
        order = TakeFirm(order, given);
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

    // Another firm has another number; an empty name takes back the firm.
    private static OrderDraft TakeFirm(OrderDraft order, OrderArguments given)
    {
        if (given.Company is { } told)
        {
            var company = WellFormed.Cut(PlainText.TidyLine(told), Firm.LongestName);
            order = order with
            {
                Company = company.Length > 0 ? company : null,
                VatNumber = company == order.Company ? order.VatNumber : null,
            };
        }

        return given.VatNumber is { } number && Firm.NumberIn(number) is { } vat
            ? order with { VatNumber = vat }
            : order;
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
        var found = await catalogue.GetProductAsync(turn.Workspace, turn.Locale, handle, cancellationToken);
        var product = found is null ? null : turn.Available(found);
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
            && OrderRules.VariantOf(product, order.Variant) is { IsSoldOut: false } chosen ? chosen.Key : null;
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
        var stock = OrderRules.StockOf(product, order.Variant);
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

    private async Task<OrderStatus> ConcludeAsync(
        ShopTurn turn, OrderArguments arguments, ProductMatch? product, List<InvalidField> invalid,
        IReadOnlyList<ProductView> similar, CancellationToken cancellationToken)
    {
        var lines = await OrderLines.FindAsync(catalogue, turn, turn.Shop.Order, product, cancellationToken);
        // What another line lacks is asked for as soon as nothing is missing in the one spoken of.
        if (arguments.Correct is null && invalid.Count == 0 && turn.Shop.Order is { Product: null }
            or { Quantity: not null }
            && OrderRules.Missing(turn.Shop.Order, product is { Variants.Count: > 0 })
                .All(field => field is not (Ask.Variant or Ask.Quantity))
            && lines.FirstOrDefault(line => line.Lacks) is { } lacking && lacking.Product.Handle != product?.Handle)
        {
            product = lacking.Product;
            turn.Shop = turn.Shop with
            {
                Order = turn.Shop.Order.SpeakingOf(product.Handle, adds: false),
                Product = ShopTurn.Shown(product),
                Shown = [ShopTurn.Shown(product)],
            };
        }

        var order = turn.Shop.Order;
        var askFor = AskFor(
            arguments, order, product, invalid, severalShown: turn.Shop.Shown.Count > 1 && !turn.Shop.Ordering);
        if (similar.Count > 0)
            askFor = [Ask.Product];
        turn.Shop = turn.Shop with { Asked = askFor };
        if (askFor is [Ask.Variant] && product is not null)
            ShowVariants(turn, product);
        var quote = lines.Count > 0 && lines.All(line => line.Quantity is not null)
            ? turn.Quote(lines)
            : null;
        if (askFor.Count == 0)
            OrderReadBack.Propose(turn, order, quote!);
        else if (askFor is [Ask.Correction])
            OrderReadBack.AskWhatIsWrong(turn);
        return new OrderStatus
        {
            Product = product is null ? null : ProductView.Of(product),
            Order = order,
            Lines = quote is null ? [] : quote.Lines,
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
