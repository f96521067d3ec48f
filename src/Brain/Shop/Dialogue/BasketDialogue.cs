using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Takes several things into an order at once, more of them later, and takes them out again.</summary>
internal static class BasketDialogue
{
    /// <summary>By what one wants something besides.</summary>
    public static readonly FrozenSet<string> Adding = FrozenSet.Create(StringComparer.Ordinal,
        "aussi", "also", "ajoute", "ajoutez", "ajouter", "rajoute", "rajouter", "rajoutez", "add", "plus",
        "egalement", "too", "avec", "another", "autre", "encore");

    /// <summary>By what one goes back on what was said.</summary>
    public static readonly FrozenSet<string> Instead = FrozenSet.Create(StringComparer.Ordinal,
        "plutot", "instead", "rather", "finalement", "actually", "prefere", "prefer");

    /// <summary>Answers a message that names what an order is to hold; null when it is no matter of several
    /// things.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        var (act, certainty) = request.Reading.Lead;
        var order = request.State.Order;
        var mentions = Mention.In(request.Reading);
        // Two numbers of two things are wanted, whatever else is told.
        var areCounted = mentions.Count(mention => mention is { Pieces: not null, IsDenied: false }) > 1
            && !request.Reading.AsksRatherThanOrders && act is not ("complaint" or "chat" or "pair");
        var isRunning = request.State.Ordering && order.Product is not null;
        // What is denied is not always read as goods.
        var denied = isRunning ? Mention.DeniedIn(request.State, request.Reading.Text) : [];
        var isDenying = denied.Count > 0
            || (isRunning && mentions.Any(mention => mention is { IsDenied: true, Product.Length: > 0 }));
        var leastSure = isDenying ? ShopReading.SureEnough : ShopReading.Sure;
        var words = request.Heard.Words.Select(word => word.Text).ToList();
        var adds = isRunning && words.Exists(Adding.Contains) && mentions.Any(mention => mention.Pieces is not null)
            && !request.Reading.AsksRatherThanOrders;
        if (!areCounted && !adds
            && (certainty < leastSure || !(act is "order" or "correct" or "drop" or "inform" or "no" or "yes"
                || (isDenying && act is "cancel" or "seek"))))
            return null;
        List<Mention> drops = [.. mentions.Where(mention => act == "drop" || mention.IsDenied)];
        List<Mention> wanted = [.. mentions.Except(drops)];
        var isMore = isRunning && wanted is [{ Product.Length: > 0 } or { Traits.Count: > 0 }]
            && (order.Others.Count > 0 || GoesOn(request, wanted[0])
                || (words.Exists(Adding.Contains) && !words.Exists(Instead.Contains)));
        // "Two planters instead of the pots."
        var isChanged = isDenying && wanted is [{ Product.Length: > 0 }];
        if (wanted.Count < 2 && !isMore && !isChanged
            && !(isRunning && order.Others.Count > 0 && (drops.Count > 0 || denied.Count > 0)))
            return null;
        var taking = new Taking(request);
        if (isRunning)
        {
            foreach (var mention in drops)
                await taking.DropAsync(mention);
            foreach (var handle in denied)
                await taking.DropAsync(handle);
        }

        var takesPlace = isRunning && wanted.Count == 1 && words.Exists(Instead.Contains) && !taking.HasDropped;
        foreach (var mention in wanted)
            await taking.TakeAsync(mention, takesPlace);
        return await taking.ConcludeAsync();
    }

    // "And one Anse basket", "+ 5 packs of seeds".
    private static bool GoesOn(ShopRequest request, Mention wanted) =>
        wanted is { Pieces: not null, Product.Length: > 0 }
        && !request.Heard.Words.Any(word => Instead.Contains(word.Text))
        && (request.Heard.Words is [{ Text: "and" or "et" or "puis" or "then" }, ..]
            || request.Reading.Text.TrimStart().StartsWith('+'));

    // One message's items, taken one after the other.
    private sealed class Taking(ShopRequest request)
    {
        private readonly HashSet<string> _held = [.. request.State.Order.Lines.Select(line => line.Product)];
        private readonly List<AgentText> _problems = [];
        private IReadOnlyList<ProductView>? _open;
        private OrderStatus? _status;

        public bool HasDropped { get; private set; }

        // "Rajoutez une lampe" where one is ordered makes two.
        private bool IsMore => Relation.Of(request.Heard.Words) > 0;

        public async Task DropAsync(Mention mention)
        {
            var found = await ProductFinding.OfMentionAsync(request, mention);
            if (found?.FirstOrDefault(product => _held.Contains(product.Handle)) is { } product)
                await DropAsync(product.Handle);
        }

        public async Task DropAsync(string handle)
        {
            if (!_held.Remove(handle))
                return;
            HasDropped = true;
            await UpdateAsync(new { remove = handle });
        }

        public async Task TakeAsync(Mention mention, bool takesPlace)
        {
            // "I want 3 of them, and the fig candle": what is only counted is what is under discussion.
            if (mention is { Product: "", Traits: [] } && request.State.Product is { } discussed)
                mention = mention with { Product = discussed.Title };
            // "And 2 blue ones": the same in another colour.
            if (mention is { Product: "", Traits.Count: > 0 } && request.State.Product is { } other)
            {
                var alike = await request.LookAsync(
                    new SearchArguments { Query = $"{other.Title} {mention.Query}" });
                if (alike?.Products.FirstOrDefault(product => product.Handle != other.Handle
                    && mention.Traits.All(trait => Word.In(trait)
                        .All(word => ProductFinding.IsOf($"{product.Title} {product.Options}",
                            word.Text)))) is { } like)
                    mention = mention with { Product = like.Title, Traits = [] };
            }

            var found = await ProductFinding.OfMentionAsync(request, mention);
            if (found is null)
            {
                request.Miss = MissKind.NotSold;
                _problems.Add(request.Say("orderUnknownItem", ("query", mention.Query)));
                return;
            }

            var meant = found.Count == 1 ? found[0]
                : ProductFinding.BestNamed(found, mention)
                ?? found.FirstOrDefault(product => _held.Contains(product.Handle));
            if (meant is null)
            {
                _open = found;
                return;
            }

            var status = await UpdateAsync(new
            {
                product = meant.Handle,
                quantity = mention.Pieces,
                variant = mention.Traits.Count > 0 ? string.Join(' ', mention.Traits) : null,
                add = _held.Count > 0 && !takesPlace && (!_held.Contains(meant.Handle) || IsMore)
                    ? true : (bool?)null,
            });
            if (status?.Invalid.FirstOrDefault(field => field.Field is Ask.Product or Ask.Quantity) is { } refused)
                _problems.Add(OrderWording.Refusal(request, status, refused));
            else
                _held.Add(meant.Handle);
        }

        public async Task<AgentText> ConcludeAsync()
        {
            var details = request.Details;
            if (!details.IsEmpty)
            {
                await UpdateAsync(new
                {
                    lastName = details.LastName,
                    firstName = details.FirstName,
                    phone = details.Phone,
                    address = details.Address,
                });
            }

            if (_open is not null)
            {
                await ProductFinding.ShowAsync(request, [.. _open.Select(product => product.Handle)]);
                _problems.Add(request.Say(
                    "whichOne",
                    ("products",
                    request.Choice(_open.Select(product => ProductWording.TitleAndPrice(request, product))))));
            }

            return _status is null
                ? _problems.Count > 0 ? AgentText.Join(" ", _problems) : request.Say("orderWhat", ("query",
                    request.Query))
                : OrderWording.OfLines(request, _status, _problems, isOpen: _open is not null);
        }

        private async Task<OrderStatus?> UpdateAsync(object arguments)
        {
            var status = await request.CallAsync<OrderStatus>(UpdateOrderTool.Name, arguments);
            return status is null ? null : _status = status;
        }
    }

    /// <summary>Tells what the order holds and comes to; null when there is none.</summary>
    public static async Task<AgentText?> SumAsync(ShopRequest request) =>
        request.State is { Ordering: true, Order.Product: not null }
        && await request.CallAsync<OrderStatus>(UpdateOrderTool.Name, new { }) is
        {
            Lines.Count: > 0,
            Quote: { } quote
        } status
            ? AgentText.Join(
                " ",
                request.Say(
                    "basket", ("lines", OrderWording.Lines(request, status)), ("total", request.Amount(quote.Total))),
                status.ReadBack ? null : OrderWording.Question(request, status.AskFor))
            : null;
}
