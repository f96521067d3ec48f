using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>
/// Answers a question from where it is answered best: from the sheets of the goods it is about, or from the shop's own
/// answers.
/// </summary>
internal static class AskDialogue
{
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
            acts = request.Reading.Acts,
        });
        return looked switch
        {
            { Sheets: [var only] } when request.State.Shown.Count > 1
                || request.State.Product?.Handle != only.Product.Handle =>
                await ProductDialogue.WithPriceAsync(request, only.Product, Told(only)),
            { Sheets.Count: > 0 } => OfSheets(request, looked.Sheets),
            { Answer: { } answer } => AgentText.Join(
                "\n\n", QuestionDialogue.Worded(request, answer),
                answer.Also is { } also ? QuestionDialogue.Worded(request, also) : null),
            _ => null,
        };
    }

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
