using System.Globalization;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>Reads an order back: worded by code, so that what is confirmed is exactly what was said.</summary>
internal static class OrderReadBack
{
    /// <summary>Reads a complete order back and waits for a yes to exactly this.</summary>
    public static void Propose(ShopTurn turn, OrderDraft order, OrderQuote quote)
    {
        turn.ClearParts();
        turn.Shop = turn.Shop with { Asked = [] };
        var replaced = turn.Shop is { Amends: true, Placed: { } placed } ? placed.Prospects : null;
        var proposal = turn.Propose(
            ConfirmOrderTool.Name, new ProposedOrder(order, quote) { Replaces = replaced }, Word(turn, order, quote));
        turn.Show(new QuickRepliesPart(
        [
            new QuickReply(turn.Label("confirmAction"), ConfirmPayload.Of(proposal.Digest)),
            new QuickReply(turn.Label("correctAction"), ShopPayload.Correct),
        ]));
    }

    private static AgentText Word(ShopTurn turn, OrderDraft order, OrderQuote quote)
    {
        var lines = AgentText.Join("\n", quote.Lines.Select(line => turn.Say(
            quote.Lines.Count == 1 ? "readBackLine" : "readBackLines",
            ("product", line.Title),
            ("quantity", line.Quantity.ToString(CultureInfo.InvariantCulture)),
            ("unitPrice", line.UnitPrice.ToText(turn.Locale)),
            ("subtotal", line.Subtotal.ToText(turn.Locale)))));
        return turn.Say(
            order.Pickup ? "readBackPickup" : "readBack",
            ("heading", turn.Label(turn.Shop.Amends ? "headingOfChange" : "heading")),
            ("question", turn.Label(turn.Shop.Amends ? "confirmChange" : "confirmOrder")),
            ("lines", lines),
            ("delivery", Delivery(turn, quote)),
            ("total", quote.Total.ToText(turn.Locale)),
            ("name", $"{order.FirstName} {order.LastName}"),
            ("firm", Firm(turn, order)),
            ("phone", ShopWording.Phone(order.Phone!)),
            ("address", order.Address ?? ""));
    }

    private static AgentText Firm(ShopTurn turn, OrderDraft order) => (order.Company, order.VatNumber) switch
    {
        (null, null) => "",
        ({ } company, null) => turn.Say("readBackFirm", ("firm", company)),
        (null, { } number) => turn.Say("readBackFirm", ("firm", number)),
        var (company, number) => turn.Say("readBackFirm", ("firm", $"{company} ({number})")),
    };

    /// <summary>Offers the fields to choose from.</summary>
    public static void AskWhatIsWrong(ShopTurn turn)
    {
        string[] fields = [Ask.Product,
            .. turn.Shop.Product is { Variants.Count: > 0 } ? [Ask.Variant] : Array.Empty<string>(), Ask.Quantity,
            Ask.LastName, Ask.FirstName, Ask.Phone, Ask.Address];
        turn.ClearParts();
        turn.Show(new QuickRepliesPart(
        [
            .. fields.Select(field => new QuickReply(turn.Label($"{field}Name"), ShopPayload.Field(field))),
            new QuickReply(turn.Label("cancelAction"), ShopPayload.Cancel),
        ]));
    }

    private static AgentText Delivery(ShopTurn turn, OrderQuote quote) => quote.Delivery switch
    {
        null => turn.Say("deliveryUnknown"),
        { Amount: 0 } => turn.Say("deliveryFree"),
        var price => price.Value.ToText(turn.Locale),
    };
}
