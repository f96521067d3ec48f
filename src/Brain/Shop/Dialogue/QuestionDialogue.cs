namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Answers what the shop has answered beforehand, and says so when it does not know.</summary>
internal static class QuestionDialogue
{
    // From this score on a question is the shop's own, word for word.
    private const double AlmostTheSame = 0.95;

    /// <summary>The shop's own answer to the message; null when it has none.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        var asked = await request.CallAsync<FaqAnswers>(AnswerFaqTool.Name, new { question = request.Heard.Text });
        var best = asked is { Answers: [var first, ..] } ? first : null;
        if (best?.Score >= AlmostTheSame || request.Topic is not { } topic)
            return best is null ? null : (AgentText)best.Answer;
        // The topic was recognised: put the way shops put it, the question finds its answer more surely.
        var known = await request.CallAsync<FaqAnswers>(AnswerFaqTool.Name, new { question = ShopWording.Of(request.Locale).Label(topic, request.Turn.Facts.Turn) });
        return (known is { Answers: [var answer, ..] } ? answer : best) is { } told ? (AgentText)told.Answer : null;
    }

    /// <summary>Says how the people of the shop are reached.</summary>
    /// <param name="request">The request.</param>
    /// <param name="personWanted">Whether the contact asked for a person; else the house only does not know.</param>
    /// <param name="phrase">What to say instead of that the house does not know; or null.</param>
    public static async Task<AgentText> ContactAsync(ShopRequest request, bool personWanted, string? phrase = null)
    {
        var contact = await request.CallAsync<ShopContact>(ContactShopTool.Name, new { personWanted });
        if (contact is null or { Phone: null, Email: null })
            return request.Say("noContact");
        var ways = new List<AgentText>();
        if (contact.Phone is { } phone)
            ways.Add(request.Say("byPhone", ("phone", phone)));
        if (contact.Email is { } email)
            ways.Add(request.Say("byEmail", ("email", email)));
        var text = request.Say(
            phrase ?? (personWanted ? "person" : "unknown"), ("contact", request.Choice(ways)));
        return contact.OpeningHours is { } hours ? AgentText.Join(" ", text, request.Say("hours", ("hours", hours))) : text;
    }

    /// <summary>Answers a contact who finds it too expensive, or wants a better price.</summary>
    public static async Task<AgentText> HesitationAsync(ShopRequest request)
    {
        if (request.Content.Count > 0)
            await ProductFinding.FindAsync(request);
        var offer = await request.CallAsync<FreeDeliveryOffer>(OfferFreeDeliveryTool.Name, new { });
        if (offer is null)
            return request.Say("unavailable");
        var free = offer.FreeFrom is { } amount ? request.Amount(amount) : "";
        var answer = offer.Outcome switch
        {
            FreeDeliveryOutcome.Offered => offer is { Product: { } product, Quote: { } quote }
                ? request.Say("freeDeliveryOfProduct", ("title", product.Title), ("total", request.Amount(quote.Total)))
                : request.Say("freeDelivery"),
            FreeDeliveryOutcome.OfferedBefore => request.Say("freeDeliveryStands"),
            FreeDeliveryOutcome.FreeAnyway => request.Say("freeAnyway", ("from", free)),
            _ => request.Say("noFavour"),
        };
        return request.Says(ShopIntents.Bargain) ? AgentText.Join(" ", request.Say("fixedPrices"), answer) : answer;
    }
}
