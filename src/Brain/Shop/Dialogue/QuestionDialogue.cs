using System.Globalization;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Answers what the shop has answered beforehand, and says so when it does not know.</summary>
internal static class QuestionDialogue
{
    // From this score on a question is the shop's own, word for word.
    private const double AlmostTheSame = 0.95;

    // Of what is longer only the sentences that answer are told.
    private const int LongAnswer = 320;

    // What was asked for sure is answered before what may have been asked as well.
    private const int MostCallsBeforeSecond = 2;

    /// <summary>The shop's own answer to the message; null when it has none.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        var asked = await request.CallAsync<FaqAnswers>(AnswerFaqTool.Name, new { question = request.Heard.Text });
        var best = asked is { Answers: [var first, ..] } ? first : null;
        if (best?.Score >= AlmostTheSame || request.Topic is not { } topic)
            return best is null ? null : Worded(request, best.Answer);
        // The topic was recognised: put the way shops put it, the question finds its answer more surely.
        var known = await request.CallAsync<FaqAnswers>(
            AnswerFaqTool.Name,
            new { question = ShopWording.Of(request.Locale).Label(topic, request.Turn.Facts.Turn) });
        if ((known is { Answers: [var answer, ..] } ? answer : best) is not { } told)
            return null;
        var also = request.Reading.SecondTopic is { } second && second != topic
            && request.Turn.Calls <= MostCallsBeforeSecond
            ? await request.CallAsync<FaqAnswers>(
                AnswerFaqTool.Name,
                new { question = ShopWording.Of(request.Locale).Label(second, request.Turn.Facts.Turn) })
            : null;
        return also is { Answers: [var other, ..] } && other.Answer != told.Answer
            ? AgentText.Join("\n\n", Worded(request, told.Answer), other.Answer)
            : Worded(request, told.Answer);
    }

    /// <summary>The shop's own answer to what an act asks; null when it has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="act">The act, by the names of the corpora.</param>
    /// <param name="named">What it names that the shop's answers know about, as the lexicon calls it; or null.</param>
    public static async Task<AgentText?> AboutAsync(ShopRequest request, string act, string? named = null)
    {
        if ((named ?? request.Topic ?? ShopReading.TopicOf(act)) is not { } topic)
            return await AnswerAsync(request);
        var abroad = request.Abroad.Count > 0 && topic.StartsWith(ShopIntents.Delivery, StringComparison.Ordinal);
        var known = await request.CallAsync<LookedUp>(
            LookUpTool.Name,
            new
            {
                question = ShopWording.Of(request.Locale)
                    .Label(abroad ? ShopIntents.DeliveryAbroad : topic, request.Turn.Facts.Turn),
            });
        return known is { Answer: { } answer } ? Worded(request, answer) : await AnswerAsync(request);
    }

    /// <summary>One of the shop's answers as it is told.</summary>
    public static AgentText Worded(ShopRequest request, FaqMatch answer)
    {
        var told = answer.Answer.Length > LongAnswer ? answer.Passage : answer.Answer;
        return request.Abroad.Count > 0 && Countries.AbroadIn(Word.In(told)).Count > 0 ? WithCountry(request, told)
            : told;
    }

    // Who asks for a country that the shop's answer does not name gets no yes from it.
    private static AgentText Worded(ShopRequest request, string answer)
    {
        return request.Topic?.StartsWith(ShopIntents.Delivery, StringComparison.Ordinal) == true
            ? WithCountry(request, answer)
            : answer;
    }

    private static AgentText WithCountry(ShopRequest request, string answer)
    {
        var told = Countries.AbroadIn(Word.In(answer)).Select(country => country.Code).ToHashSet();
        if (request.Abroad.FirstOrDefault(country => !told.Contains(country.Code)) is not { Code: not null } missing)
            return answer;
        var words = request.Rest.Words;
        var name = request.Rest.Text[words[missing.First].Start..words[missing.First + missing.Count - 1].End];
        return request.Say(
            "countryNotNamed", ("country", CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name)),
            ("answer", WithoutYes(answer)));
    }

    private static string WithoutYes(string answer) =>
        answer.StartsWith("Oui, ", StringComparison.Ordinal) || answer.StartsWith("Yes, ", StringComparison.Ordinal)
            ? $"{char.ToUpperInvariant(answer[5])}{answer[6..]}"
            : answer;

    /// <summary>Sends to the team whoever tells that something went wrong with what they have ordered.</summary>
    public static Task<AgentText> ComplaintAsync(ShopRequest request) =>
        ContactAsync(request, personWanted: true, "complaint");

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
        return contact.OpeningHours is { } hours
            ? AgentText.Join(" ", text, request.Say("hours", ("hours", hours)))
            : text;
    }

    /// <summary>Answers a contact who finds it too expensive, or wants a better price.</summary>
    public static async Task<AgentText> HesitationAsync(ShopRequest request)
    {
        var isDiscussed = request.State.Product is { } current
            && request.Content.All(word => ProductFinding.IsOf(current.Title, Word.Fold(word)));
        var price = !isDiscussed && request.Reading.NamesProduct ? await ProductDialogue.PriceAsync(request) : null;
        if (price is null && !isDiscussed)
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
        return AgentText.Join(
            " ", price, request.Says(ShopIntents.Bargain) ? request.Say("fixedPrices") : null, answer);
    }
}
