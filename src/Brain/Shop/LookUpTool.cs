using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>A question about products, or about the shop.</summary>
internal sealed record LookUpArguments
{
    [Description("The contact's question, in their own words.")]
    public required string Question { get; init; }

    [Description("Handles of the products it may be about, at most three; empty when it is about none.")]
    public IReadOnlyList<string> Products { get; init; } = [];

    [Description("A country that the question is about, in the contact's words; or null.")]
    public string? Country { get; init; }

    [Description("The same question as shops put it, where it is known what kind it is; or null.")]
    public string? Usual { get; init; }

    [Description("Whether it asks on about what was answered last, and names nothing itself.")]
    public bool GoesOn { get; init; }

    [Description("What the question was read as, where that is known: acts with their likelihoods, 0 to 1.")]
    public IReadOnlyDictionary<string, float>? Acts { get; init; }
}

/// <summary>What a product's sheet answers.</summary>
/// <param name="Product">The product.</param>
/// <param name="Answers">Sentences of the sheet, word for word; empty when it does not say.</param>
internal sealed record SheetAnswer(ProductView Product, IReadOnlyList<FactAnswer> Answers)
{
    /// <summary>How likely the best of them is to be the answer, 0 to 1.</summary>
    public double Score => Answers.Select(answer => answer.Score).DefaultIfEmpty().Max();
}

/// <summary>What was found; of both at most one is told of.</summary>
/// <param name="Answer">The shop's own answer; null when it does not know, or a sheet knows better.</param>
/// <param name="Sheets">The products, in their order, whose sheets answer; empty when none does, or the shop's own
/// answers know better.</param>
internal sealed record LookedUp(FaqMatch? Answer, IReadOnlyList<SheetAnswer> Sheets);

/// <summary>
/// Answers a question from where it is answered best: from the sheets of the products it may be about, or from what the
/// shop has answered beforehand.
/// </summary>
internal sealed class LookUpTool(CatalogueSearch catalogue) : Tool<ShopTurn, LookUpArguments>(
    Name, "Looks a question up in the sheets of products and in the shop's own answers at once.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "look_up";

    private const int MostProducts = 3;
    private const string Detail = "detail.";

    // What an answer is worth that the reading does not point to.
    private const double Unlooked = 0.3;

    // A sheet that was not asked about is told of when it answers all but surely.
    private const double SureAnswer = 0.75;
    private const double Asked = 0.35;

    // Below it what shops usually ask of the kind is believed more than the words.
    private const double AllButCertain = 0.9;

    private static readonly Dictionary<string, float> NoActs = [];

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, LookUpArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var acts = arguments.Acts ?? NoActs;
        var answer = await AnswerAsync(turn, arguments, cancellationToken);
        var sheets = await SheetsAsync(turn, arguments, acts, cancellationToken);
        var ofGoods = acts.Where(act => act.Key.StartsWith(Detail, StringComparison.Ordinal)).Sum(act => act.Value);
        var ofShop = acts.Where(act => act.Key.StartsWith("faq.", StringComparison.Ordinal)
            || act.Key is "pickup" or "complaint" or "status" or "restock").Sum(act => act.Value);
        var told = sheets.Select(sheet => sheet.Score).DefaultIfEmpty().Max();
        if (told > 0 && told * (Unlooked + ofGoods) >= (answer?.Score ?? 0) * (Unlooked + ofShop))
        {
            turn.Shop = turn.Shop with { Told = null };
            return new LookedUp(null, ofGoods >= Asked || told >= SureAnswer ? sheets : []);
        }

        if (answer is not null && ofGoods >= Asked && ofShop < Unlooked && arguments.Products.Count > 0)
            answer = null;
        turn.Shop = turn.Shop with { Told = answer?.Question, Country = arguments.Country ?? turn.Shop.Country };
        return new LookedUp(answer, []);
    }

    private async Task<FaqMatch?> AnswerAsync(
        ShopTurn turn, LookUpArguments arguments, CancellationToken cancellationToken)
    {
        var country = arguments.Country is null && arguments.GoesOn && IsOfDelivery(arguments) ? turn.Shop.Country
            : null;
        var question = country is null ? arguments.Question : $"{arguments.Question} {country}";
        // Who asks on about what was just told names it as little as they need to.
        if (arguments.GoesOn && country is null && turn.Shop.Told is { } before
            && await BestAsync(turn, before, null, cancellationToken) is { } further && further.Question == before
            && FollowUp.IsAnsweredBy(arguments.Question, further.Answer))
            return further with { Passage = further.Answer };

        var own = await BestAsync(turn, question, country is null ? arguments.Acts : null, cancellationToken);
        return arguments.Usual is { } usual && country is null && arguments.Country is null
            && !(own?.Score >= AllButCertain)
            ? await BestAsync(turn, usual, null, cancellationToken) ?? own
            : own;
    }

    private static bool IsOfDelivery(LookUpArguments arguments) => (arguments.Acts ?? NoActs)
        .Where(act => act.Key is "faq.cost" or "faq.delay" or "faq.abroad" or "faq.carrier" or "price")
        .Sum(act => act.Value) >= Asked;

    private async Task<FaqMatch?> BestAsync(
        ShopTurn turn, string question, IReadOnlyDictionary<string, float>? acts,
            CancellationToken cancellationToken) =>
        (await catalogue.FindAnswersAsync(turn.Workspace, turn.Locale, question, acts, 1, cancellationToken))
            .FirstOrDefault(answer => answer.Score >= CatalogueSearch.KnownAnswer);

    private async Task<IReadOnlyList<SheetAnswer>> SheetsAsync(
        ShopTurn turn, LookUpArguments arguments, IReadOnlyDictionary<string, float> acts,
        CancellationToken cancellationToken)
    {
        var property = acts.Where(act => act.Key.StartsWith(Detail, StringComparison.Ordinal))
            .OrderByDescending(act => act.Value)
            .FirstOrDefault();
        List<SheetAnswer> sheets = [];
        foreach (var handle in arguments.Products.Take(MostProducts))
        {
            if (await catalogue.GetProductAsync(turn.Workspace, turn.Locale, handle, cancellationToken) is { } product)
                sheets.Add(new SheetAnswer(
                    ProductView.Of(product),
                    FactAnswers.Find(product.Facts, arguments.Question, turn.Locale, property.Key,
                        property.Value).Answers));
        }

        return sheets.Exists(sheet => sheet.Answers.Count > 0) ? sheets : [];
    }
}
