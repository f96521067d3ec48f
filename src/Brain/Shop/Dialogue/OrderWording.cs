using System.Globalization;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Words how an order stands.</summary>
internal static class OrderWording
{
    /// <summary>What to say after the order was updated.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">How the order stands.</param>
    /// <param name="isNew">Whether a product was named just now.</param>
    /// <param name="lead">Phrase to begin with instead of the usual one, or null.</param>
    public static AgentText Of(ShopRequest request, OrderStatus status, bool isNew, string? lead)
    {
        if (status.Invalid.FirstOrDefault(field => field.Field is Ask.Product or Ask.Quantity) is { } refused)
            return Refusal(request, status, refused);
        if (status.ReadBack)
            return request.Say(lead ?? LeadOf(request));
        var parts = new List<AgentText>();
        if (isNew && status is { Product: { } product, Quote: { } quote })
            parts.Add(ProductChosen(request, product, quote));
        else if (lead is not null)
            parts.Add(request.Say(lead));
        else if (request.Quantity is not null && status is { Product: { } ordered, Quote: { } changed })
            parts.Add(ProductChosen(request, ordered, changed));
        else if (!request.Details.IsEmpty && (status.Invalid.Count == 0 || request.Details.FirstName is not null))
            parts.Add(Noted(request));
        parts.AddRange(status.Invalid.Select(field => Problem(request, status, field)));
        // What is wrong says what is needed; only what else is missing is asked for besides.
        var refusedFields = status.Invalid.Select(field => field.Field).ToList();
        if (status.AskFor.Except(refusedFields).ToList() is { Count: > 0 } others)
            parts.Add(
                others is [Ask.Variant]
                ? request.Say("askVariant", ("variants", Left(request, status)))
                : Question(request, others));
        return AgentText.Join(" ", parts);
    }

    /// <summary>What to say after several things were taken.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">How the order stands.</param>
    /// <param name="problems">What could not be taken, in words.</param>
    /// <param name="isOpen">Whether it was asked which of several is meant: then nothing else is asked.</param>
    public static AgentText OfLines(
        ShopRequest request, OrderStatus status, IReadOnlyList<AgentText> problems, bool isOpen)
    {
        List<AgentText> parts = [];
        if (status.ReadBack)
            parts.Add(request.Say(LeadOf(request)));
        else if (status.Lines.Count > 0)
            parts.Add(request.Say("chosenLines", ("lines", Lines(request, status))));
        parts.AddRange(problems);
        parts.AddRange(status.Invalid.Where(field => field.Field is not (Ask.Product or Ask.Quantity))
            .Select(field => Problem(request, status, field)));
        if (!isOpen && status.AskFor.Count > 0)
            parts.Add(
                status.AskFor is [Ask.Variant]
                ? request.Say("askVariant", ("variants", Left(request, status)))
                : Question(request, status.AskFor));
        return AgentText.Join(" ", parts);
    }

    /// <summary>The lines of an order in one sentence.</summary>
    public static AgentText Lines(ShopRequest request, OrderStatus status) => request.List(status.Lines.Select(line =>
        request.Say(
            "lineInWords",
            ("quantity", line.Quantity.ToString(CultureInfo.InvariantCulture)),
            ("title", line.Title),
            ("price", request.Amount(line.UnitPrice)))));

    /// <summary>Asks for what is missing, all of it and nothing else.</summary>
    public static AgentText Question(ShopRequest request, IReadOnlyList<string> fields) => fields switch
    {
        [Ask.Product] or [Ask.Which] or [Ask.WhetherToOrder] => request.Say("askProduct"),
        [Ask.Quantity] => request.Say("askQuantity"),
        [Ask.Variant] =>
            request.Say(
                "askVariant",
                ("variants", request.Choice((request.State.Product?.Left ?? []).Select(name => (AgentText)name)))),
        [Ask.Correction] => request.Say("correctionAgain"),
        _ => request.Say("askFor", ("fields", request.List(fields.Select(field => request.Say($"{field}Asked"))))),
    };

    private static string LeadOf(ShopRequest request) =>
        request.State.Amends ? "changeLead" : request.IsPending ? "readBackChanged" : "readBackLead";

    private static AgentText ProductChosen(ShopRequest request, ProductView product, OrderQuote quote) =>
        quote.Quantity == 1
        ? request.Say("chosenOne", ("title", product.Title), ("price", request.Amount(quote.UnitPrice)))
        : request.Say(
            "chosenSeveral",
            ("quantity", quote.Quantity.ToString(CultureInfo.InvariantCulture)),
            ("title", product.Title),
            ("price", request.Amount(quote.UnitPrice)),
            ("subtotal", request.Amount(quote.Subtotal)));

    private static AgentText Noted(ShopRequest request) => request.Details.FirstName is { } firstName
        ? request.Say("thanksName", ("firstName", firstName))
        : request.Say("noted");

    private static AgentText Left(ShopRequest request, OrderStatus status) => request.Choice(
        (status.Product?.Variants ?? [])
            .Where(variant => !variant.IsSoldOut)
            .Select(variant => (AgentText)variant.Name));

    private static AgentText Problem(ShopRequest request, OrderStatus status, InvalidField field) => field switch
    {
        { Field: Ask.Variant } => request.Say("variantSoldOut", ("variants", Left(request, status))),
        { Field: Ask.Phone, Reason: InvalidReason.TooShort } =>
            request.Say("phoneTooShort", ("phone", request.Details.Phone ?? "")),
        { Field: Ask.Phone, Reason: InvalidReason.TooLong } =>
            request.Say("phoneTooLong", ("phone", request.Details.Phone ?? "")),
        { Field: Ask.Phone } => request.Say("phoneUnknown", ("phone", request.Details.Phone ?? "")),
        { Field: Ask.Address, Reason: InvalidReason.NoTown } => request.Say("addressWithoutTown"),
        { Field: Ask.Address, Reason: InvalidReason.NoStreet } => request.Say("addressWithoutStreet"),
        { Field: Ask.Address } => request.Say("addressInvalid"),
        _ => request.Say("nameInvalid"),
    };

    /// <summary>What to say where the shop cannot sell what was wanted.</summary>
    public static AgentText Refusal(ShopRequest request, OrderStatus status, InvalidField field) => field.Reason switch
    {
        InvalidReason.SoldOut => status.Similar.Count == 0
            ? request.Say("soldOut")
            : request.Say(
                "soldOutSimilar",
                ("products",
                request.List(status.Similar.Select(product => ProductWording.TitleAndPrice(request, product))))),
        InvalidReason.MoreThanStock => request.Say(
            "moreThanStock",
            ("title", status.Product!.Title),
            ("price", request.Amount(status.Product.Price)),
            ("stock", (status.Product.Stock ?? 0).ToString(CultureInfo.InvariantCulture))),
        InvalidReason.OutOfRange =>
            request.Say("quantityOutOfRange", ("most", OrderRules.MostPieces.ToString(CultureInfo.InvariantCulture))),
        _ => request.Say("orderUnknownProduct", ("query", request.Query)),
    };
}
