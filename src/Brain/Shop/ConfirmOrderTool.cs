using System.Globalization;
using System.Text.Json.Serialization;
using Gateway.Brain.Prospects;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What came of a confirmed order.</summary>
/// <param name="Recorded">Whether it was recorded; if not, it changed meanwhile and was read back again.</param>
/// <param name="Orders">What was recorded, line for line; empty when nothing was.</param>
/// <param name="FirstName">Given name of the contact.</param>
/// <param name="SoldOut">Whether there are too few pieces left by now.</param>
/// <param name="Changed">Whether it was a change of an order that was recorded before.</param>
/// <param name="InHands">Whether the shop has taken that order in hand meanwhile, so that it is not changed any
/// more.</param>
internal sealed record ConfirmedOrder(bool Recorded, IReadOnlyList<RecordedOrder> Orders, string? FirstName,
    bool SoldOut = false, bool Changed = false, bool InHands = false);

/// <summary>An order as it is read back.</summary>
/// <param name="Order">All of it.</param>
/// <param name="Quote">What it costs.</param>
internal sealed record ProposedOrder(OrderDraft Order, OrderQuote Quote)
{
    /// <summary>Ids of the prospects of the recorded order that it takes the place of; null for a new one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Replaces { get; init; }
}

/// <summary>
/// Records a confirmed order as hot prospects: exactly the one that was read back in an earlier turn and that the
/// contact's yes in this one is to, or puts it in the place of the one that it changes. Price and stock are looked at
/// once more.
/// </summary>
internal sealed class ConfirmOrderTool(CatalogueSearch catalogue, ProspectRecorder prospects)
    : ConfirmedTool<ShopTurn, ProposedOrder>(
    Name, "Records the order that was read back, after the contact has confirmed it.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "confirm_order";

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, ProposedOrder proposed, ToolCall call, CancellationToken cancellationToken)
    {
        var (order, confirmed) = (proposed.Order, proposed.Quote);
        var lines = await OrderLines.FindAsync(catalogue, turn, order, known: null, cancellationToken);
        if (lines.Count < order.Lines.Count() || lines.Any(line => line.IsGone))
        {
            var gone = order.Lines.Select(line => line.Product)
                .Where(product => !lines.Any(line => line.Product.Handle == product && !line.IsGone));
            turn.Shop = turn.Shop with
            {
                Order = gone.Aggregate(turn.Shop.Order, (left, product) =>
                left.Without(product))
            };
            turn.Shop = turn.Shop with { Asked = [Ask.Product] };
            return new ConfirmedOrder(false, [], order.FirstName, SoldOut: true);
        }

        var quote = turn.Quote(lines);
        if (!quote.IsSameAs(confirmed))
        {
            OrderReadBack.Propose(turn, order, quote);
            return new ConfirmedOrder(false, [], order.FirstName);
        }

        var replaced = proposed.Replaces ?? [];
        List<ProspectOrder> rows = [.. lines.Select((line, at) => Row(turn, order, line, quote, KeyOf(call, at)))];
        if (await prospects.RecordAsync(rows, replaced, cancellationToken) is not { } kept)
        {
            turn.Shop = turn.Shop.AtRest() with { Placed = null };
            return new ConfirmedOrder(false, [], order.FirstName, InHands: true);
        }

        List<RecordedOrder> recorded = [.. kept.Select(line =>
            new RecordedOrder(line.ProspectId, line.ProductTitle, line.Quantity, line.Prospect.Phone!))];
        turn.Shop = turn.Shop.AtRest() with
        {
            Recorded = [.. turn.Shop.Recorded.Where(before => !replaced.Contains(before.Prospect)), .. recorded],
            Placed = new PlacedOrder(order, [.. recorded.Select(line => line.Prospect)]),
        };
        return new ConfirmedOrder(true, recorded, order.FirstName, Changed: replaced.Count > 0);
    }

    // The lines of one order share the key of its call; the first has nothing behind it.
    private static string KeyOf(ToolCall call, int line) => line == 0 ? call.IdempotencyKey
        : string.Create(CultureInfo.InvariantCulture, $"{call.IdempotencyKey}:{line}");

    private static ProspectOrder Row(
        ShopTurn turn, OrderDraft order, FoundLine line, OrderQuote quote, string key) => new()
        {
            Prospect = new Prospect
            {
                Workspace = turn.Workspace,
                Solution = ShopSettings.Solution,
                SessionId = turn.Context.Turn.Session.Id.Value,
                Channel = turn.Context.Turn.Session.Channel,
                LastName = order.LastName,
                FirstName = order.FirstName,
                Phone = order.Phone,
                Company = order.Company,
                Status = ProspectStatus.Hot,
                Source = ProspectSource.Inbound,
                IdempotencyKey = key,
            },
            ProductHandle = line.Product.Handle,
            ProductTitle = line.Quote.Title,
            ProductVariant = line.Chosen?.Key,
            Quantity = line.Quote.Quantity,
            UnitPrice = line.Product.Price.Amount,
            Currency = line.Product.Price.Currency,
            Address = order.Pickup ? turn.Label("pickedUp") : order.Address!,
            VatNumber = order.VatNumber,
            FreeDelivery = quote.FreeDelivery,
        };
}
