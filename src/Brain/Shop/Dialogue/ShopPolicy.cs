using System.Collections.Frozen;
using Gateway.Brain.House;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>What is answered to each act, where it is sure which one a message is.</summary>
internal static class ShopPolicy
{
    private const float AlmostSure = 0.92f;

    private static readonly FrozenSet<string> NamesOfOne = FrozenSet.Create(StringComparer.Ordinal,
        "topic.repair", "topic.materials", "topic.origin", "topic.warranty", "topic.giftCard", "topic.instalments",
        "topic.invoice");

    /// <summary>Whether an act belongs to an order: it is begun, told, changed, agreed to or given up by it.</summary>
    /// <param name="act">The act, by the names of the corpora.</param>
    /// <param name="ordering">Whether an order is being taken.</param>
    public static bool IsOfOrder(string act, bool ordering) =>
        act is "order" or "inform" or "correct" or "yes" or "no"
        || (ordering && act is ("drop" or "cancel" or "basket" or "pickup"));

    // To look something up and tell it does no harm.
    private static bool Tells(string act) => act is "price" or "stock" or "restock" or "complaint" or "status"
        or "pickup"
        || act.StartsWith("faq.", StringComparison.Ordinal) || act.StartsWith("detail.", StringComparison.Ordinal)
        || act.StartsWith("rank.", StringComparison.Ordinal);

    /// <summary>Answers by the act that leads the message; null when it is not sure, or there is nothing to say to
    /// it.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        var (act, certainty) = request.Reading.Lead;
        if (!request.State.Ordering && request.State.Recorded.Count > 0
            && (request.IsAboutRecorded || act is "cancel" or "faq.change"))
            return request.State.Placed is null ? await PlacedDialogue.InHandsAsync(request)
                : request.Say("canBeChanged");
        if (request.Says(ShopIntents.Recommend) && request.Budget is not null)
            return await ProductDialogue.RecommendAsync(request);
        if (request.Reading.LikelihoodOf(other => other is "person" or "faq.contact") >= ShopReading.SureEnough
            && act is "person" or "faq.contact" or "faq.hours" or "")
            return await QuestionDialogue.ContactAsync(request, personWanted: true);
        // "M'indiquer le prix de l'horloge Midi": said in plain words, of something that is named.
        if (certainty < ShopReading.Sure && request.Heard.Is(ShopIntents.Price) && !request.NamesDelivery
            && Mention.In(request.Reading) is [{ IsDenied: false }, ..] priced
            && priced.All(mention => Word.In(mention.Product).Any(word => request.Reading.IsOfGoods(word.Text)))
            && !request.Says(ShopIntents.Stock)
            && request.Reading.LikelihoodOf(other => other is "seek" or "gift") < ShopReading.SureEnough
            && await ProductDialogue.PriceAsync(request) is { } plain)
            return plain;
        if (certainty < (Tells(act) ? ShopReading.SureEnough : ShopReading.Sure))
            return null;
        // What delivery costs, and how long it takes, is no property of a product.
        // "A and B, how much is each, and what is the difference?"
        if (act is not ("order" or "inform" or "correct") && request.Reading.LikelihoodOf(other => other is "price"
            or "compare") >= ShopReading.SureEnough
            && Mention.In(request.Reading).Count(mention => mention is
            {
                IsDenied: false, Product.Length: > 0,
                Pieces: null
            }) > 1)
            return await ProductDialogue.CompareAsync(request);
        if ((certainty < AlmostSure || act is "faq.cost" or "price" or "basket") && request.Says(ShopIntents.Total)
            && await ProductDialogue.TotalAsync(request) is { } total)
            return total;
        if ((certainty < AlmostSure && request.IsAboutDelivery && act == "price")
            || (request.NamesDelivery && !request.Reading.NamesProduct && act.StartsWith("detail.",
                StringComparison.Ordinal)))
            return await AskDialogue.AnswerAsync(request, []);
        // "… livrez-vous en Suisse ? et combien ?" asks what that costs.
        if (act == "price" && request.State.Told is not null && request.Content.Count == 0 && request.GoesOnFromAnswer
            && await AskDialogue.AnswerAsync(request, []) is { } further)
            return further;
        if (certainty < AlmostSure && act.StartsWith("detail.", StringComparison.Ordinal)
            && request.Says(ShopIntents.Price)
            && await ProductDialogue.PriceAsync(request) is { } price)
            return price;
        // What is called by its name, and read as that, is answered as shops are asked it.
        if (request.NamedTopic is { } meant && meant == ShopReading.TopicOf(act) && NamesOfOne.Contains(meant))
            return await QuestionDialogue.AboutAsync(request, act, meant);
        // What is called by a name that nothing else has is meant, besides what it was read as.
        if ((act == "status" || act.StartsWith("faq.", StringComparison.Ordinal))
            && request.NamedTopic is { } named && named != ShopReading.TopicOf(act)
            && (NamesOfOne.Contains(named) || (named == "topic.deliveryTime" && request.Heard.Words.Any(
                word => word.Text is "delai" or "delais"))))
            return AgentText.Join(
                "\n\n",
                certainty >= ShopReading.SureEnough ? await QuestionDialogue.AboutAsync(request, act,
                    ShopReading.TopicOf(act)) : null,
                await QuestionDialogue.AboutAsync(request, act, named));
        if (act.StartsWith("faq.", StringComparison.Ordinal))
            return await AskDialogue.AnswerAsync(request) ?? await QuestionDialogue.AboutAsync(request, act);
        if (act.StartsWith("detail.", StringComparison.Ordinal))
            return await AskDialogue.AnswerAsync(request)
                ?? (certainty >= ShopReading.Sure ? await ProductDialogue.NotOnSheetAsync(request) : null);
        if (act.StartsWith("rank.", StringComparison.Ordinal))
            return await ProductDialogue.RankAsync(request, act);
        return act switch
        {
            "person" => await QuestionDialogue.ContactAsync(request, personWanted: true),
            "identity" => SmallTalk.Answer(request.Turn) ?? SmallTalk.Say(request.Turn, Intents.AreYouHuman),
            "language" => SmallTalk.Say(request.Turn, Intents.Languages),
            "complaint" => await ComplaintAsync(request),
            "status" => await StatusAsync(request),
            "cancel" => await CancelAsync(request),
            "pickup" => await PickupAsync(request),
            "restock" => await RestockAsync(request),
            "price" when !request.Says(ShopIntents.Stock) => await ProductDialogue.PriceAsync(request),
            "compare" or "advise" => await ProductDialogue.CompareAsync(request),
            "pair" => await ProductDialogue.PairAsync(request),
            "bargain" or "dear" => await QuestionDialogue.HesitationAsync(request),
            "unsure" => SmallTalk.Say(request.Turn, "acknowledge"),
            "list" when request.Content.Count == 0 => await ProductDialogue.ListAsync(request),
            "gift" => await ProductDialogue.RecommendAsync(request),
            _ => null,
        };
    }

    /// <summary>
    /// Answers that something went wrong with what was ordered: who helps, and what the shop's answers say is needed.
    /// </summary>
    public static async Task<AgentText> ComplaintAsync(ShopRequest request)
    {
        var known = await QuestionDialogue.AboutAsync(request, "complaint");
        return AgentText.Join("\n\n", await QuestionDialogue.ComplaintAsync(request), known);
    }

    private static async Task<AgentText?> StatusAsync(ShopRequest request)
    {
        if (request.State.Recorded is [.., var recorded] && !request.Reading.NamesOrder)
            return request.Say("next", ("title", recorded.Title), ("phone", ShopWording.Phone(recorded.Phone)));
        var known = await QuestionDialogue.AboutAsync(request, "faq.track");
        return request.Reading.NamesOrder
            ? AgentText.Join(" ", known, await QuestionDialogue.ContactAsync(request, personWanted: true, "askTheTeam"))
            : known;
    }

    // What was ordered before is in the shop's hands; what was only talked of needs no cancelling.
    private static async Task<AgentText?> CancelAsync(ShopRequest request)
    {
        if (request.State.Recorded.Count > 0)
            return await PlacedDialogue.InHandsAsync(request);
        return request.Reading.NamesOrder || request.Reading.SpeaksOfOrdered
            ? await OrderedBeforeAsync(request)
            : SmallTalk.Say(request.Turn, "acknowledge");
    }

    /// <summary>Tells how an order that was placed before is changed or cancelled, and who does it.</summary>
    public static async Task<AgentText> OrderedBeforeAsync(ShopRequest request) =>
        await QuestionDialogue.AboutAsync(request, "faq.change", "topic.changeOrder") is { } known
            ? AgentText.Join(
                " ", known, await QuestionDialogue.ContactAsync(request, personWanted: true, "askTheTeam"))
            : await QuestionDialogue.ContactAsync(request, personWanted: true, "orderedBefore");

    private static async Task<AgentText?> PickupAsync(ShopRequest request)
    {
        var known = await QuestionDialogue.AboutAsync(request, "pickup");
        if (request.State.Ordering || !request.Reading.NamesProduct)
            return known;
        return AgentText.Join("\n\n", known, await ProductDialogue.SearchAsync(request));
    }

    private static async Task<AgentText?> RestockAsync(ShopRequest request)
    {
        var product = await ProductDialogue.StockAsync(request);
        return AgentText.Join("\n\n", product, await QuestionDialogue.AboutAsync(request, "restock"));
    }
}
