using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>
/// Takes an order: hears the wish, takes down what is said, asks for the rest, and lets everything be changed.
/// </summary>
internal static class OrderDialogue
{
    private const float Unlikely = 0.1f;

    // From this likelihood on words name goods that the shop may not have.
    private const float SureName = 0.8f;

    /// <summary>Answers a message that has to do with an order; null when this one has not.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        if (request.State.Ordering && request.Says(Intents.Cancel) && request.CorrectedPieces is null
            && !Mention.In(request.Reading).Any(mention => mention is { IsDenied: true, Product.Length: > 0 })
            && Mention.DeniedIn(request.State, request.Reading.Text).Count == 0)
            return await CancelAsync(request);
        if (request.Reading.Lead is { Act: "basket", Certainty: >= ShopReading.Sure }
            && await BasketDialogue.SumAsync(request) is { } sum)
            return sum;
        if (!request.IsComplaint && !request.IsAboutRecorded && await BasketDialogue.AnswerAsync(request) is { } items)
            return items;
        if (request.IsPending)
            return await AnswerPendingAsync(request);
        if (request.State.Ordering)
            return await AnswerCollectingAsync(request);
        return await BeginAsync(request);
    }

    /// <summary>Takes down who the invoice is for.</summary>
    /// <returns>What to say of it, and whether that is all there is to answer.</returns>
    public static async Task<(AgentText Noted, bool IsAll)> TakeFirmAsync(ShopRequest request)
    {
        // What is recorded is in the shop's hands.
        if (request.State is { Recorded.Count: > 0, Ordering: false })
            return (await PlacedDialogue.InHandsAsync(request), true);
        var (name, number) = (request.Firm.Name, request.Firm.VatNumber);
        var status = await request.CallAsync<OrderStatus>(
            UpdateOrderTool.Name, new { company = name, vatNumber = number });
        if (status is null)
            return (request.Say("unavailable"), true);
        var noted = request.Say("firmNoted", ("firm", name is null ? number!
            : number is null ? name : $"{name} ({number})"));
        if (!request.Details.IsEmpty || request.Quantity is not null || request.Reading.NamesProduct
            || request.Reading.Clauses.Any(clause => clause.Certainty >= ShopReading.Sure
                && !(clause.Act is "inform" or "faq.invoice" or "correct" or "chat" or "greet" or "thanks" or "bye"
                    || (clause.Act == "yes" && request.State.Ordering))))
            return (noted, false);
        request.IsOrderAnswered = true;
        return (AgentText.Join(" ", noted, status is { ReadBack: false, AskFor.Count: > 0 }
            ? OrderWording.Question(request, status.AskFor) : null), true);
    }

    /// <summary>Orders a product that a button named.</summary>
    public static Task<AgentText> OrderAsync(ShopRequest request, string handle) => UpdateAsync(request, handle);

    /// <summary>Takes down what it says of the product that is being ordered, and of who orders it.</summary>
    public static Task<AgentText> TakeDownAsync(ShopRequest request) => UpdateAsync(request, product: null);

    /// <summary>Takes the variant of the ordered product that a button named.</summary>
    public static Task<AgentText> ChooseAsync(ShopRequest request, string variant) =>
        UpdateAsync(request, product: null, variant: variant);

    /// <summary>Records the order that was read back.</summary>
    public static async Task<AgentText> ConfirmAsync(ShopRequest request)
    {
        var confirmed = await request.CallAsync<ConfirmedOrder>(ConfirmOrderTool.Name, new { });
        return confirmed switch
        {
            // Refused: nothing was read back, or it is not what stands now. What there is, is read back again.
            // "Yes, three" to two of them changes their number.
            null when request.State.Ordering => await UpdateAsync(
                request, product: null, lead: CountsAnew(request) ? null : "readBackAgain"),
            null => request.Say("nothingToConfirm"),
            { Recorded: true } => request.Say(
                confirmed.Changed ? "changed" : "recorded",
                ("firstName", confirmed.FirstName ?? ""),
                ("title", request.List(confirmed.Orders.Select(order => (AgentText)order.Title))),
                ("phone", ShopWording.Phone(confirmed.Orders[0].Phone))),
            { SoldOut: true } => request.Say("soldOutMeanwhile"),
            { InHands: true } => await PlacedDialogue.InHandsAsync(request),
            _ => request.Say("readBackAgain"),
        };
    }

    /// <summary>Lets the order go.</summary>
    public static async Task<AgentText> CancelAsync(ShopRequest request)
    {
        var cancelled = await request.CallAsync<CancelledOrder>(CancelOrderTool.Name, new { });
        return request.Say(
            cancelled is { Kept: true } ? "leftAsItWas"
            : cancelled is { HadOrder: true } ? "cancelled"
            : "nothingToCancel");
    }

    /// <summary>Asks for a new value of a field, or what is wrong.</summary>
    public static async Task<AgentText> AskCorrectionAsync(ShopRequest request, string field)
    {
        if (!request.State.Ordering)
            return request.Say("nothingToConfirm");
        var status = await request.CallAsync<OrderStatus>(UpdateOrderTool.Name, new { correct = field });
        return status is null ? request.Say("unavailable") : request.Say($"{status.AskFor[0]}Again");
    }

    private static async Task<AgentText?> AnswerPendingAsync(ShopRequest request)
    {
        if (await MoreOrFewerAsync(request) is { } moved)
            return moved;
        if (await ChangeProductAsync(request) is { } changed)
            return changed;
        if (!request.Details.IsEmpty
            || (!request.Heard.IsQuestion && (CountsAnew(request) || request.NamesVariant)))
            return await UpdateAsync(request, product: null);
        var field = FieldNamed(request);
        // "My postcode is wrong, it is 59800": what it should be is asked for as a whole.
        if (request.Says(Intents.No, Intents.Correction)
            || (field is not null && !request.Heard.IsQuestion && request.Heard.Text.Any(char.IsAsciiDigit)))
            return await AskCorrectionAsync(request, field ?? Ask.Correction);
        // The tool takes a plain yes alone; where there is something behind it, it is read back once more.
        if (request.Says(Intents.Yes) && !request.Heard.IsQuestion)
            return await ConfirmAsync(request);
        return null;
    }

    // "Les prix unitaires des trois" counts nothing either.
    private static bool CountsPieces(ShopRequest request) => request.State.Asked.Contains(Ask.Quantity)
        || request.CorrectedPieces is not null || request.Quantity is { IsWished: true }
        || request.Reading.LikelihoodOf(act => act is "order" or "correct" or "inform" or "drop" or "yes")
            >= ShopReading.SureEnough;

    // "Oui, c'est bon pour nous deux" counts nothing.
    private static bool CountsAnew(ShopRequest request) => request.Quantity is not null
        && (request.Reading.CountsPieces || request.Reading.Lead is not { Act: "yes", Certainty: >= ShopReading.Sure });

    private static async Task<AgentText?> AnswerCollectingAsync(ShopRequest request)
    {
        if (!request.Heard.IsQuestion && request.Details.IsEmpty
            && (request.NamesVariant || (request.State.Asked.Contains(Ask.Variant) && request.Says(Intents.Yes))))
            return await UpdateAsync(request, product: null);
        if (await MoreOrFewerAsync(request) is { } moved)
            return moved;
        if (await ChangeProductAsync(request) is { } changed)
            return changed;
        if (request.State.Asked.Contains(Ask.Product) && !request.Heard.IsQuestion && request.Content.Count > 0)
            return await UpdateFoundAsync(request, await ProductFinding.FindAsync(request));
        if (!request.Details.IsEmpty
            || (request.Quantity is not null && !request.Heard.IsQuestion && CountsPieces(request)))
            return await UpdateAsync(request, product: null);
        if (request.Heard.IsQuestion || request.Topic is not null
            || request.Says(ShopIntents.TooExpensive, ShopIntents.Bargain, Intents.Person, Intents.Abuse))
            return null;
        if (request.Says(ShopIntents.Order) && request.Content.Count > 0)
            return await UpdateFoundAsync(request, await ProductFinding.FindAsync(request));
        if (FieldNamed(request) is { } field && request.Says(Intents.No, Intents.Correction))
            return await AskCorrectionAsync(request, field);
        if (request.Says(
            Intents.Thanks, Intents.Goodbye, Intents.Wait, Intents.Joke, Intents.HowAreYou, Intents.WhoAreYou,
            Intents.AreYouHuman))
            return null;
        // Who agrees, or says nothing of anything, was understood.
        if (request.Content.Count > 0 && !request.Says(Intents.Yes))
            request.Miss = MissKind.Unclear;
        return await UpdateAsync(request, product: null, lead: "stillNeeded");
    }

    private static async Task<AgentText?> BeginAsync(ShopRequest request)
    {
        var wasAsked = request.State.Asked.Contains(Ask.WhetherToOrder) || request.State.Asked.Contains(Ask.Which);
        var saysYes = wasAsked && request.Says(Intents.Yes) && !request.Heard.IsQuestion && !request.Says(Intents.No);
        if ((request.Says(ShopIntents.Bargain, ShopIntents.TooExpensive) && !request.Says(ShopIntents.OrderThis))
            || request.IsComplaint || request.IsAboutRecorded || request.Reading.AsksRatherThanOrders)
            return null;
        var wants = request.Says(ShopIntents.Order) && !(request.Heard.IsQuestion && request.Topic is not null)
            && !request.Says(Intents.No) && !request.Refuses
            || (request.Quantity is not null && !request.Heard.IsQuestion && !request.Refuses
                && (request.Content.Count > 0 || wasAsked)
                && request.Reading.LikelihoodOf(act => act is "order" or "inform" or "correct" or "yes" or "seek")
                    >= ShopReading.SureEnough);
        wants = wants || (request.Reading.Lead is { Act: "order", Certainty: >= ShopReading.Sure }
            && !request.Heard.Text.Contains('?', StringComparison.Ordinal) && !request.Refuses);
        // "Need 2 candles, the cedar ones": who looks for a number of things wants them.
        wants = wants || (request.Reading.Lead.Act == "seek" && Mention.In(request.Reading) is [{ Pieces: not null }]
            && !request.Heard.IsQuestion && !request.Refuses);
        wants = wants || request.WishesForNamed;
        // "J'en prends deux. Non, un." takes back the number alone.
        wants = wants || (request.CorrectedPieces is not null && wasAsked && !request.Heard.IsQuestion
            && request.Reading.LikelihoodOf(act => act is "order" or "correct") >= ShopReading.SureEnough);
        // What the reading holds for no order is none, whatever words it has.
        wants = wants && request.Reading.LikelihoodOf(
            act => act is "order" or "inform" or "correct" or "yes" or "seek" or "bargain") >= Unlikely;
        // "Un arrosoir Rosée pour Robert Guichard, 06 …, 12 chemin du Moulin 63160 Billom" is an order without a verb.
        wants = wants || (request.Reading is { IsSure: true, NamesProduct: true }
            && !request.Heard.IsQuestion && !request.Refuses && !request.Says(Intents.No)
            && (request.Reading.Does("order") || request.Details is { Phone: not null, Address: not null }));
        var points = request.State.Asked.Contains(Ask.Which) && !request.Heard.IsQuestion
            && !request.Says(ShopIntents.Which)
            && ProductFinding.AmongShown(request) is not null;
        if (wants || saysYes || points)
        {
            var found = await ProductFinding.FindAsync(request);
            // Who tells their name or address beside the one product shown changes it by its name alone, not by a word
            // that is like one.
            if (!request.Details.IsEmpty && request.State is { Shown: [var only], Product.Handle: var current }
                && wasAsked && found.Found?.Products is [var other, ..]
                && !ProductFinding.IsNamedExactly(request, other.Title))
                return await UpdateAsync(request, current, only.Title);
            return request.Content.Count > 0 && found is { Handle: not null, Found.Products: [var guess, ..] }
                && !ProductFinding.IsNamed(request, guess.Title) && !saysYes && !points
                && request.Reading.Lead is not { Act: "order", Certainty: >= ShopReading.Sure }
                ? await ProductDialogue.SearchAsync(request)
                : await UpdateFoundAsync(request, found);
        }

        if (request.Details.IsEmpty || request.Heard.IsQuestion)
            return null;
        // Who leaves their address after a product was shown wants that product; before, it is only taken down.
        return await UpdateAsync(
            request,
            request.State.Asked.Contains(Ask.WhetherToOrder)
                || (request.State.Shown.Count == 1 && (wasAsked || request.State.Recorded.Count == 0))
                ? request.State.Product?.Handle
                : null);
    }

    // "One more", "ajoutez-en deux", "enlève-en un". What is to be added besides the item waits: an order holds one.
    private static async Task<AgentText?> MoreOrFewerAsync(ShopRequest request)
    {
        if (request.Heard.IsQuestion || !request.Details.IsEmpty
            || request.State is not { Order: { Product: not null } order, Product: { } current })
            return null;
        var sign = Relation.Of(request.Heard.Words);
        if (sign == 0)
            return null;
        if (request.Content.Select(Word.Fold)
            .Any(word => !Relation.Says(word) && !ProductFinding.IsOf(current.Title, word)))
            return null;
        // "Add one of them", after something that is not in the order was shown.
        if (sign > 0 && current.Handle != order.Product && !order.Holds(current.Handle))
            return await UpdateAsync(request, current.Handle, pieces: request.Quantity?.Number ?? 1, adds: true);
        var pieces = request.Quantity?.Number ?? 1;
        if (pieces == Quantity.Impossible)
            return null;
        // Fewer than there are is none: it is asked for then.
        var wanted = Math.Clamp((order.Quantity ?? 1) + ((long)sign * pieces), Quantity.Impossible, int.MaxValue);
        return await UpdateAsync(request, product: null, pieces: (int)wanted);
    }

    private static async Task<AgentText?> ChangeProductAsync(ShopRequest request)
    {
        // "Two of those chairs then. Postcode is 67000": other goods are named than those that are ordered.
        if (!request.Heard.IsQuestion
            && request.Reading.Lead is { Act: "order" or "correct", Certainty: >= ShopReading.Sure }
            && Mention.In(request.Reading) is [
            {
                IsDenied: false, Product.Length: > 0, Pieces: not null,
                Certainty: >= SureName
            } other]
            && request.State is { Product: { } current, Order.Others.Count: 0 }
            && !Word.In(other.Product).Any(word => ProductFinding.IsOf(current.Title, word.Text))
            && await ProductFinding.OfMentionAsync(request, other) is [var meant]
            && meant.Handle != request.State.Order.Product)
            return await UpdateAsync(request, meant.Handle, meant.Title);
        if (request.Heard.IsQuestion || !request.Details.IsEmpty)
            return null;
        // "Je le prends aussi": what was shown while the order was taken.
        if (request.State is { Product: { } spoken, Shown.Count: 1, Order.Product: not null }
            && !request.State.Order.Holds(spoken.Handle) && request.Reading.Lead is
            {
                Act: "order",
                Certainty: >= ShopReading.Sure
            }
            && Mention.In(request.Reading).All(mention => mention.Query.Length == 0)
            && request.Content.All(word => ProductFinding.IsOf(spoken.Title, Word.Fold(word))))
            return await UpdateAsync(request, spoken.Handle, spoken.Title, adds: true);
        if (ProductFinding.AmongOffered(request) is { } offered)
            return await UpdateAsync(request, offered.Handle, offered.Title);
        if (request.Content.Count == 0)
            return null;
        if (!request.Says(ShopIntents.Prefer, ShopIntents.Order, Intents.Correction, Intents.No)
            && ProductFinding.AmongShown(request) is null)
            return null;
        // "Un par palier" means no basket ("panier"): in the place of what is ordered only what is read as goods is
        // taken, or what was shown.
        if (Mention.In(request.Reading).All(mention => mention.IsDenied || mention.Query.Length == 0)
            && ProductFinding.AmongShown(request) is null && !request.Content.All(word =>
                request.Reading.IsOfGoods(Word.Fold(word))))
            return null;
        var found = await ProductFinding.FindAsync(request, show: false);
        // Several may be meant: to go on with the one before would order what is no longer wanted.
        if (found.IsOpen && request.Says(ShopIntents.Prefer))
        {
            await request.CallAsync<OrderStatus>(UpdateOrderTool.Name, new { remove = request.State.Order.Product });
            await ProductFinding.ShowAsync(request, [.. found.Found!.Products.Select(product => product.Handle)]);
            return await UpdateFoundAsync(request, found);
        }

        return found is { Handle: { } handle, Named: true } && handle != request.State.Order.Product
            ? await UpdateAsync(request, handle)
            : null;
    }

    private static async Task<AgentText> UpdateFoundAsync(ShopRequest request, FoundProduct found)
    {
        var isWhich = found.Handle is null && request.State.Shown.Count > 1;
        // How many, and who orders, holds for the one that is chosen then.
        if ((found.IsOpen || isWhich) && (request.Quantity is not null || !request.Details.IsEmpty))
            await UpdateAsync(request, product: null);
        if (found.IsOpen)
        {
            return request.Say(
                "whichOne",
                ("products",
                request.Choice(
                found.Found!.Products.Select(product => ProductWording.TitleAndPrice(request, product)))));
        }

        if (isWhich)
            return request.Say(
                "whichOne",
                ("products", request.Choice(request.State.Shown.Select(product => (AgentText)product.Title))));
        // What is under discussion is meant by whoever names nothing else that could be.
        if (found.Handle is null && request.State.Product is { } discussed
            && !Mention.In(request.Reading).Any(mention => !mention.IsDenied && mention.Product.Length > 0
                && mention.Certainty >= SureName && !ProductFinding.IsOf(discussed.Title, mention.Product)))
            return await UpdateAsync(request, discussed.Handle, discussed.Title);
        if (found.Handle is null && !found.Named)
            return request.Say("orderWhat");
        if (found.Handle is null)
        {
            request.Miss = MissKind.NotSold;
            return request.Say("orderUnknownProduct", ("query", request.Query));
        }

        return await UpdateAsync(request, found.Handle, found.Found?.Products[0].Title);
    }

    private static async Task<AgentText> UpdateAsync(
        ShopRequest request, string? product, string? title = null, string? lead = null, string? variant = null,
        int? pieces = null, bool adds = false)
    {
        var details = request.Details;
        var status = await request.CallAsync<OrderStatus>(UpdateOrderTool.Name, new
        {
            product,
            variant = variant
            ?? (product is not null || request.NamesVariant
            || request.State.Asked.Contains(Ask.Variant) ? request.Rest.Text : null),
            quantity = pieces
            ?? (variant is null && !(request.State.Asked.Contains(Ask.Variant) && request.NamesVariant)
            ? PiecesIn(request, title)
            : null),
            lastName = details.LastName,
            firstName = details.FirstName,
            phone = details.Phone,
            address = details.Address,
            add = adds || (product is not null && IsBesides(request, product)) ? true : (bool?)null,
            pickup = request.Reading.Lead is { Act: "pickup", Certainty: >= ShopReading.Sure } ? true : (bool?)null,
        });
        return status is null
            ? request.Say("unavailable")
            : status.Lines.Count > 1 && !status.ReadBack && product is not null
            ? OrderWording.OfLines(request, status, [], isOpen: false)
            : OrderWording.Of(request, status, isNew: product is not null, lead);
    }

    // What is chosen of things none of which is in the order yet comes beside what is.
    private static bool IsBesides(ShopRequest request, string product) =>
        request.State is { Ordering: true, Order.Product: not null, Shown.Count: > 1 } state
        && state.Shown.Any(shown => shown.Handle == product)
        && !state.Shown.Any(shown => state.Order.Holds(shown.Handle))
        && !request.Says(ShopIntents.Prefer);

    // "La cafetière 6 tasses" names a product, not six of them; "Phillips with two Ls" is about letters; a button's
    // title names what it orders.
    private static int? PiecesIn(ShopRequest request, string? title) =>
        request.Turn.Facts.Pressed is null && request.CorrectedPieces is { } corrected ? corrected
        : request.Turn.Facts.Pressed is null && request.SaysJustOne ? 1
        : request.Turn.Facts.Pressed is null && MentionedIn(request) is { } told ? told
        : request.Turn.Facts.Pressed is not null || (title is null ? request.Quantity
            : request.QuantityBesides(
                [title, request.State.Product?.Title,
                .. request.State.Shown.Select(product => product.Title)])) is not { } quantity
            || (!request.Details.IsEmpty && !request.Says(ShopIntents.Order) && !quantity.IsWished
                && !(title is not null && ProductFinding.IsOf(title, quantity.Next)))
            ? null
            : quantity.Number;

    // "La chambre 8 … quatre lampes": the number before the goods counts them.
    private static int? MentionedIn(ShopRequest request) =>
        Mention.In(request.Reading) is [{ Pieces: { } told, IsDenied: false } mention]
        && (request.Quantity is null
            || (request.Quantity is { Number: > 0 and <= OrderRules.MostPieces } other
                && !Word.In(mention.Product).Any(word => word.Text == other.Next)))
            ? told
            : null;

    /// <summary>The field of an order that it names, as in "the number is wrong"; or null.</summary>
    public static string? FieldNamed(ShopRequest request)
    {
        // "The street number" is no telephone number.
        if (request.Heard.Words.Any(
            word => word.Text is "rue" or "street" or "postcode" or "postal" or "zip" or "appartement" or "apartment"
            or "etage" or "floor" or "house"))
            return Ask.Address;
        foreach (var word in request.Heard.Words)
        {
            var field = word.Text switch
            {
                "numero" or "telephone" or "tel" or "phone" or "number" or "portable" or "mobile" => Ask.Phone,
                "adresse" or "address" => Ask.Address,
                "prenom" => Ask.FirstName,
                "nom" or "name" or "surname" => Ask.LastName,
                "quantite" or "quantity" => Ask.Quantity,
                "taille" or "size" or "couleur" or "colour" or "color" or "coloris"
                    when request.State.Product is { Variants.Count: > 0 } => Ask.Variant,
                "produit" or "article" or "product" or "item" => Ask.Product,
                _ => null,
            };
            if (field is not null)
                return field;
        }

        return null;
    }
}
