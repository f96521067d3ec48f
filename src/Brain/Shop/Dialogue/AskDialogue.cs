using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>
/// Answers a question from where it is answered best: from the sheets of the goods it is about, or from the shop's own
/// answers.
/// </summary>
internal static class AskDialogue
{
    private const int FewWords = 14;
    private const int VeryFewWords = 5;
    private const float RatherSure = 0.5f;

    /// <summary>The answer; null when neither knows.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        // Delivery is no property of a product.
        return await AnswerAsync(
            request,
            request.NamesDelivery && !request.Reading.NamesProduct ? [] : await ProductDialogue.MeantAsync(request));
    }

    /// <summary>The answer, where the goods that it may be about are known; null when neither knows.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request, IReadOnlyList<ProductView> products)
    {
        var looked = await request.CallAsync<LookedUp>(LookUpTool.Name, new
        {
            question = request.Turn.Heard.Text,
            products = products.Select(product => product.Handle),
            usual = request.Reading.Lead is { Certainty: >= RatherSure, Act: var act }
                && ShopReading.TopicOf(act) is { } topic
                ? ShopWording.Of(request.Locale).Label(topic, request.Turn.Facts.Turn)
                : null,
            country = CountryIn(request),
            goesOn = GoesOn(request),
            acts = request.Reading.Acts,
        });
        return looked switch
        {
            { Sheets: [var only] } when request.State.Shown.Count > 1
                || request.State.Product?.Handle != only.Product.Handle =>
                await ProductDialogue.WithPriceAsync(request, only.Product, Told(only)),
            { Sheets.Count: > 0 } => OfSheets(request, looked.Sheets),
            { Answer: { } answer } => await WithSecondAsync(request, answer),
            _ => null,
        };
    }

    // "Is delivery free and how long does it take" is one clause that asks two things.
    private static async Task<AgentText> WithSecondAsync(ShopRequest request, FaqMatch answer)
    {
        var told = QuestionDialogue.Worded(request, answer);
        if (request.Reading.SecondTopic is not { } second || second == request.Topic)
            return told;
        var also = await request.CallAsync<LookedUp>(
            LookUpTool.Name,
            new { question = ShopWording.Of(request.Locale).Label(second, request.Turn.Facts.Turn) });
        return also is { Answer: { } other } && other.Question != answer.Question
            ? AgentText.Join("\n\n", told, QuestionDialogue.Worded(request, other))
            : told;
    }

    // "And how long does that take?" names nothing that it asks about.
    private static bool GoesOn(ShopRequest request)
    {
        var words = request.Turn.Heard.Words;
        return words.Count <= FewWords && !request.Reading.NamesProduct
            && (request.State.Told is not null || request.State.Country is not null)
            && (request.Reading.Lead.Act is "price" or "faq.delay" or "faq.cost" or "faq.other"
                || words.Count <= VeryFewWords || request.Reading.Lead.Certainty < ShopReading.Sure);
    }

    private static string? CountryIn(ShopRequest request) => request.Abroad is [var (_, first, count), ..]
        ? request.Rest.Text[request.Rest.Words[first].Start..request.Rest.Words[first + count - 1].End]
        : null;

    private static AgentText OfSheets(ShopRequest request, IReadOnlyList<SheetAnswer> sheets) =>
        sheets is [var only]
            ? request.Say("detail", ("title", only.Product.Title), ("detail", Told(only)))
            : request.Say("compareDetail", ("lines", AgentText.Join("\n", sheets
                .Where(sheet => sheet.Answers.Count > 0)
                .Select(sheet => request.Say(
                    "side", ("title", sheet.Product.Title), ("price", request.Amount(sheet.Product.Price)),
                    ("text", Told(sheet)))))));

    private static AgentText Told(SheetAnswer sheet) => AgentText.Join(
        " ", sheet.Answers.Select(answer => (AgentText)Ended(answer)));

    private static string Ended(FactAnswer answer) =>
        answer.Sentence.EndsWith('.') || answer.Sentence.EndsWith('!') ? answer.Sentence : $"{answer.Sentence}.";
}
