using Gateway.Brain.House;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Shop.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>What the house model knows of selling in a shop: which of its dialogues a message belongs to.</summary>
internal sealed class ShopSkill(CatalogueSearch catalogue) : IHouseSkill
{
    private const int MostCallsBeforeLast = 14;
    private const int MostCallsBetween = 12;
    private const float HalfSure = 0.5f;
    private const int FewWords = 5;
    private const int FewWordsMore = 8;

    /// <inheritdoc/>
    public string Agent => ShopSolution.SellerName;

    /// <inheritdoc/>
    public string? Lexicon(string locale) => $"Shop.{locale}.lexicon";

    /// <inheritdoc/>
    public void Prepare()
    {
        ShopReading.Prepare();
        _ = GoodsWeights.Embedded;
        _ = Topics.Embedded;
        _ = AnswerModel.Embedded;
    }

    /// <inheritdoc/>
    public RequestSigns SignsIn(Utterance heard) => new()
    {
        Topic = heard.First(ShopIntents.TopicPrefix),
        Asks = heard.IsAny(
            ShopIntents.Price, ShopIntents.Stock, ShopIntents.Order, ShopIntents.Compare, ShopIntents.Cheapest,
            ShopIntents.Dearest, ShopIntents.Similar,
            ShopIntents.Recommend, ShopIntents.List, ShopIntents.Bargain),
        StandsAlone = heard.IsAny(ShopIntents.OrderThis, ShopIntents.Total, ShopIntents.Next, ShopIntents.Status),
        Prefers = heard.Is(ShopIntents.Prefer),
        Content = [.. ShopRequest.ContentOf(heard).Select(Word.Fold)],
    };

    /// <inheritdoc/>
    public async Task<AgentText> AnswerAsync(HouseTurn turn)
    {
        var request = new ShopRequest(turn, turn.Once(
            "names", () => catalogue.KnownWords(turn.Facts.WorkspaceId, turn.Facts.Locale)));
        if (await PressedAsync(request) is { } pressed)
            return pressed;
        // "Yes, four lamps, and now to bed": a yes, whatever else its words are like.
        if (request is { IsPending: true, Details.IsEmpty: true, Firm.IsEmpty: true }
            && Assent.IsPlain(request.Heard, readBack: null))
            return await OrderDialogue.ConfirmAsync(request);
        List<AgentText> answers = [];
        var parts = request.Reading.Parts;
        if (await PlacedDialogue.AnswerAsync(request) is { } placed)
        {
            answers.Add(placed);
            parts = [.. parts.Where(AsksOfShop)];
        }
        else if (!request.Firm.IsEmpty)
        {
            var (noted, isAll) = await OrderDialogue.TakeFirmAsync(request);
            if (isAll)
                return noted;
            answers.Add(noted);
        }

        // What is to become of an order that was placed before says nothing of the one that is being taken.
        if (request.IsOfPlaced)
        {
            answers.Add(await ShopPolicy.OrderedBeforeAsync(request));
            parts = [.. parts.Where(AsksOfShop)];
        }

        // What went wrong is told in several clauses, and answered once.
        if (request.IsComplaint && !request.State.Ordering)
        {
            answers.Add(await ShopPolicy.ComplaintAsync(request));
            parts = [.. parts.Where(part => part.Lead is { Certainty: >= ShopReading.Sure, Act: var act }
                && (act is "seek" or "order" or "price" || act.StartsWith("detail.", StringComparison.Ordinal)
                    || (act.StartsWith("faq.", StringComparison.Ordinal)
                        && act is not ("faq.refund" or "faq.returns"))))];
        }

        foreach (var part in parts)
        {
            // "Something blue under 50 euros. What have you got?" looks for the same thing twice.
            if (answers.Count > 0 && part.Lead.Act is "list" or "seek" or "more" && Mention.In(part).Count == 0)
                continue;
            // A turn may call a few tools only, and an order, which comes last, needs some of them.
            if (answers.Count > 0 && turn.Calls > (part == parts[^1] ? MostCallsBeforeLast : MostCallsBetween))
                continue;
            if (part != request.Reading)
                request = request.Of(part);
            answers.Add(await AnswerPartAsync(request));
        }

        var answer = AgentText.Join("\n\n", answers.DistinctBy(text => text.Markdown));
        return request.State.Ordering && !request.IsOrderAnswered
            ? AgentText.Join("\n\n", answer, Reminder(request))
            : answer;
    }

    // Beside what is said of an order that was placed, only what it asks of the shop besides is answered.
    private static bool AsksOfShop(ShopReading part) => part.Lead is { Certainty: >= ShopReading.Sure, Act: var act }
        && act.StartsWith("faq.", StringComparison.Ordinal) && act != "faq.change";

    private static async Task<AgentText> AnswerPartAsync(ShopRequest request)
    {
        var answer = await AnswerClauseAsync(request);
        Misses.Note(request);
        return answer;
    }

    private static async Task<AgentText> AnswerClauseAsync(ShopRequest request)
    {
        var (act, certainty) = request.Reading.Lead;
        if (request.State is { Ordering: true, Order.Product: not null }
            && (request.Says(ShopIntents.Total) || request.Reading.LikelihoodOf(other =>
                other == "basket") >= ShopReading.SureEnough)
            && await BasketDialogue.SumAsync(request) is { } sum)
        {
            request.IsOrderAnswered = true;
            return sum;
        }

        // "35 € max": said of what was looked for.
        if (request.IsRefining && await ProductDialogue.SearchAsync(request) is { } refined)
            return refined;
        // A question in the middle of an order is answered before the order goes on.
        if (request.State.Ordering && certainty < ShopReading.Sure && request.Reading.WondersRatherThanOrders
            && (await ShopPolicy.AnswerAsync(request) ?? await AskDialogue.AnswerAsync(request)) is { } asked)
            return asked;
        if ((certainty < ShopReading.Sure || ShopPolicy.IsOfOrder(act, request.State.Ordering)
                || request.WishesForNamed)
            && await OrderDialogue.AnswerAsync(request) is { } order)
        {
            request.IsOrderAnswered = true;
            return order;
        }

        var answer = await ShopPolicy.AnswerAsync(request)
            ?? (certainty < ShopReading.Sure && !request.IsKnownByName
                && !(Mention.In(request.Reading) is [{ Product: "", Traits.Count: > 0 }] && !request.Heard.IsQuestion)
                && (request.Reading.AsksOfPropertyOrShop
                    || (request.State.Told is not null && !request.Reading.NamesProduct && request.NamedTopic is null
                        && request.Heard.Words.Count <= FewWordsMore
                        && request.Reading.LikelihoodOf(one => one is "order" or "thanks" or "bye" or "yes" or "no"
                            or "inform" or "chat" or "cancel") < ShopReading.SureEnough)
                    || (request.State.Product is not null && !request.Reading.NamesProduct
                        && request.Content.Count < FewWords))
                ? await AskDialogue.AnswerAsync(request)
                : null)
            ?? (request.State is { Product: not null, Recorded.Count: 0 } && !request.Reading.NamesProduct
                && !request.NamesDelivery
                && request.Reading.LikelihoodOf(one => one.StartsWith("detail.", StringComparison.Ordinal))
                    >= HalfSure
                ? await ProductDialogue.NotOnSheetAsync(request)
                : null)
            ?? await TalkAsync(request);
        // What was found nowhere because nobody could look is not said to be missing.
        return request.IsCutOff ? request.Say("unavailable") : answer;
    }

    private static async Task<AgentText?> PressedAsync(ShopRequest request)
    {
        var payload = request.Turn.Facts.Pressed;
        // Whatever else is pressed lets the order stand that was to be taken back.
        if (request.IsWithdrawing && payload is not null && !ShopPayload.IsConfirm(payload)
            && payload is not (ShopPayload.Cancel or ShopPayload.Keep))
            await request.CallAsync<CancelledOrder>(CancelOrderTool.Name, new { });
        if (ShopPayload.IsConfirm(payload))
            return request.IsWithdrawing
                ? await PlacedDialogue.ConfirmAsync(request)
                : await OrderDialogue.ConfirmAsync(request);
        if (payload == ShopPayload.Correct)
            return await OrderDialogue.AskCorrectionAsync(request, Ask.Correction);
        if (payload == ShopPayload.Cancel || (payload == ShopPayload.Keep && request.IsWithdrawing))
            return await OrderDialogue.CancelAsync(request);
        if (ShopPayload.CorrectedField(payload) is { } field)
            return await OrderDialogue.AskCorrectionAsync(request, field);
        if (ShopPayload.ChosenVariant(payload) is { } variant && request.State.Ordering)
            return await OrderDialogue.ChooseAsync(request, variant);
        if (ShopPayload.OrderedHandle(payload) is { } ordered)
            return await OrderDialogue.OrderAsync(request, ordered);
        if (ShopPayload.SimilarHandle(payload) is not { } like)
            return null;
        // A yes to what is shown must not be one to the order that waits.
        var alike = await ProductDialogue.LikeAsync(request, like, cheaper: false);
        return request.State.Ordering ? AgentText.Join("\n\n", alike, Reminder(request)) : alike;
    }

    private static async Task<AgentText> TalkAsync(ShopRequest request)
    {
        if (request.Says(Intents.Abuse) && request.Content.Count == 0)
            return SmallTalk.Say(request.Turn, Intents.Abuse);
        if (request.Says(Intents.Person))
            return await QuestionDialogue.ContactAsync(request, personWanted: true);
        // What is recorded is in the shop's hands: "cancel it" must not sound as if it were.
        if (request.IsAboutRecorded)
            return request.State.Placed is null ? await PlacedDialogue.InHandsAsync(request)
                : request.Say("canBeChanged");
        // What was ordered elsewhere, or in an earlier conversation, is in the shop's hands as well.
        if (request.Reading.Does("cancel") && request.Reading.NamesOrder && request.State.Recorded.Count == 0)
            return await QuestionDialogue.ContactAsync(request, personWanted: true);
        if (request.Heard.Is(ShopIntents.Complaint) && !request.Heard.IsQuestion)
            return await QuestionDialogue.ComplaintAsync(request);
        if (Hesitates(request))
            return await QuestionDialogue.HesitationAsync(request);
        if (request.Says(ShopIntents.Next, ShopIntents.Status) && request.State.Recorded is [.., var recorded])
            return request.Say("next", ("title", recorded.Title), ("phone", ShopWording.Phone(recorded.Phone)));
        if (request.Says(ShopIntents.Total) && await ProductDialogue.TotalAsync(request) is { } total)
            return total;
        if (request.Topic is not null && await QuestionDialogue.AnswerAsync(request) is { } known)
        {
            // "A cedar candle before Friday, can you?" asks for a candle as well.
            return request.Reading is { IsSure: true, NamesProduct: true } && request.Content.Count > 0
                && request.Turn.Calls <= MostCallsBeforeLast
                && await ProductDialogue.SearchAsync(request) is { } meant
                ? AgentText.Join("\n\n", known, meant)
                : known;
        }

        if (request.Reading.IsTalk && !request.Heard.IsQuestion)
            return SmallTalk.Answer(request.Turn) ?? SmallTalk.Say(request.Turn, "acknowledge");
        if (IsSmallTalk(request) && SmallTalk.Answer(request.Turn) is { } talk)
            return talk;
        if (await ProductDialogue.AnswerAsync(request) is { } product)
            return product;
        if (request.Content.Count == 0 && Acknowledgement(request) is { } nothingMore)
            return nothingMore;
        return await SearchAsync(request);
    }

    private static async Task<AgentText> SearchAsync(ShopRequest request)
    {
        if (request.Reading.Does("complaint"))
            return await QuestionDialogue.ComplaintAsync(request);
        if (request.Content.Count > 0 && await ProductDialogue.SearchAsync(request) is { } found)
            return found;
        if (request.Topic is null && await QuestionDialogue.AnswerAsync(request) is { } answer)
            return answer;
        // A remark that asks nothing wants no answer that there is none.
        if (!request.Heard.IsQuestion && request.Reading.Clauses.Count > 0
            && request.Reading.LikelihoodOf(ShopReading.Asks) < ShopReading.SureEnough
            && request.Reading.LikelihoodOf(act => act is "seek" or "gift" or "order") < ShopReading.SureEnough)
            return SmallTalk.Say(request.Turn, "acknowledge");
        request.Miss = request.Reading.Lead.Certainty >= ShopReading.Sure ? MissKind.NoAnswer : MissKind.Unclear;
        return await QuestionDialogue.ContactAsync(request, personWanted: false);
    }

    private static bool Hesitates(ShopRequest request) =>
        request.Says(ShopIntents.TooExpensive, ShopIntents.Bargain)
        || (request.Says(Intents.Hesitation) && !request.Heard.IsQuestion && request.State.Product is not null
            && request.Content.Count == 0);

    private static bool IsSmallTalk(ShopRequest request) =>
        request.Says(Intents.WhoAreYou, Intents.AreYouHuman, Intents.Joke, Intents.HowAreYou, Intents.Languages)
        || (request.Content.Count == 0 && !request.Says(
            ShopIntents.Price, ShopIntents.Stock, ShopIntents.Recommend, ShopIntents.List, ShopIntents.Total,
            ShopIntents.Similar, ShopIntents.Cheaper));

    private static AgentText? Acknowledgement(ShopRequest request)
    {
        if (request.Says(Intents.Yes, Intents.No, Intents.Cancel, Intents.Hesitation, Intents.Correction))
            return SmallTalk.Say(request.Turn, "acknowledge");
        var wantsHelp = request.Says(Intents.Help);
        if (!wantsHelp && request.Heard.IsQuestion && request.Heard.Words.Any(word => word.Text.Any(char.IsLetter)))
            return null;
        // A word alone, "bref", is no way of asking anything.
        if (!wantsHelp && request.Heard.Words.Count > 1)
            request.Miss = MissKind.Unclear;
        return request.Say("help");
    }

    private static AgentText Reminder(ShopRequest request) => request.IsPending
        ? request.Say("pendingReminder")
        : OrderWording.Question(
            request, request.State.Asked is [] or [Ask.Correction] ? [Ask.Correction] : request.State.Asked);
}
