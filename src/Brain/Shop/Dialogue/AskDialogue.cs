using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>
/// Answers a question from where it is answered best: from the sheets of the goods it is about, or from the shop's own
/// answers.
/// </summary>
internal static class AskDialogue
{
    // What an answer is worth that the reading does not point to.
    private const double Unlooked = 0.3;

    // A sheet is told of when it is asked about it, or answers all but surely.
    private const double SureAnswer = 0.7;

    /// <summary>The answer; null when neither knows.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        var products = await ProductDialogue.MeantAsync(request);
        var looked = await request.CallAsync<LookedUp>(LookUpTool.Name, new
        {
            question = request.Turn.Heard.Text,
            products = products.Select(product => product.Handle),
            acts = request.Reading.Acts,
        });
        if (looked is null)
            return null;
        var ofGoods = request.Reading.LikelihoodOf(act => act.StartsWith("detail.", StringComparison.Ordinal));
        var ofShop = request.Reading.LikelihoodOf(act => act.StartsWith("faq.", StringComparison.Ordinal)
            || act is "pickup" or "complaint" or "status" or "restock");
        var sheet = looked.Sheets.Select(told => told.Score).DefaultIfEmpty().Max();
        var known = looked.Answers.Select(answer => answer.Score).DefaultIfEmpty().Max();
        if (sheet > 0 && (sheet * (Unlooked + ofGoods) >= known * (Unlooked + ofShop)))
            return ofGoods >= ShopReading.SureEnough || sheet >= SureAnswer ? OfSheets(request, looked.Sheets) : null;
        return looked.Answers is [var best, ..] && (ofShop >= Unlooked || ofGoods < ShopReading.SureEnough)
            ? QuestionDialogue.Worded(request, best)
            : null;
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
