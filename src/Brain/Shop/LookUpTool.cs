using System.Collections.Frozen;
using System.ComponentModel;
using Gateway.Brain.House.Learning;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>A question about products, or about the shop.</summary>
internal sealed record LookUpArguments
{
    [Description("The contact's question, in their own words.")]
    public required string Question { get; init; }

    [Description("Handles of the products it may be about, at most three; empty when it is about none, null when " +
        "it is about the one under discussion, if about any.")]
    public IReadOnlyList<string>? Products { get; init; }

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

    // What goes on from the shop's own answer is rather asked of the shop.
    private const double GoesOn = 0.3;
    private const double SureToGoOn = 0.8;

    private const float Alone = 0.6f;

    private static readonly FrozenSet<string> OfTheirOwn = FrozenSet.Create(
        "faq.pay", "faq.instalments", "faq.secure", "faq.privacy", "faq.invoice", "faq.wrap", "faq.giftcard",
        "faq.promo", "faq.hours", "faq.place", "faq.eco", "faq.pro", "faq.account", "faq.made", "faq.jobs", "pickup");

    private static readonly Dictionary<string, float> NoActs = [];

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, LookUpArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var acts = arguments.Acts ?? NoActs;
        var products = arguments.Products
            ?? (arguments.Acts is not null && turn.Shop.Product is { Handle: var handle } ? [handle] : []);
        var answer = await AnswerAsync(turn, arguments, cancellationToken);
        var sheets = await SheetsAsync(turn, arguments.Question, products, acts, cancellationToken);
        var goesOn = answer is not null && answer.Question == turn.Shop.Told;
        var ofGoods = acts.Where(act => act.Key.StartsWith(Detail, StringComparison.Ordinal)).Sum(act => act.Value);
        var ofShop = acts.Where(act => act.Key.StartsWith("faq.", StringComparison.Ordinal)
            || act.Key is "pickup" or "complaint" or "status" or "restock").Sum(act => act.Value)
            + (goesOn ? GoesOn : 0);
        var told = sheets.Select(sheet => sheet.Score).DefaultIfEmpty().Max();
        if (told > 0 && told * (Unlooked + ofGoods) >= (answer?.Score ?? 0) * (Unlooked + ofShop)
            && (ofGoods >= Asked || told >= SureAnswer))
        {
            turn.Shop = turn.Shop with { Told = null };
            return new LookedUp(null, sheets);
        }

        if (ofGoods >= Asked && ofShop < Unlooked && products.Count > 0 && !(goesOn && answer!.Score >= SureToGoOn))
            answer = null;
        turn.Shop = turn.Shop with
        {
            Told = answer?.Question,
            Country = Mentions.CountryIn(arguments.Question) ?? turn.Shop.Country,
        };
        return new LookedUp(answer, []);
    }

    private async Task<FaqMatch?> AnswerAsync(
        ShopTurn turn, LookUpArguments arguments, CancellationToken cancellationToken)
    {
        // A question that was not read in its place is asked in full.
        var (told, country) = arguments.Acts is null || StandsAlone(arguments.Acts)
            ? (null, null)
            : (turn.Shop.Told, turn.Shop.Country);
        // Who asked about a country, and then about something else, still means it when they ask what delivery costs.
        var text = told is null && country is not null && Mentions.CountryIn(arguments.Question) is null
            && IsOfDelivery(arguments.Acts ?? NoActs) ? $"{arguments.Question} {country}" : arguments.Question;
        var question = arguments.Acts is { } acts
            ? new AskedQuestion(text, turn.Locale, acts) { Told = told }
            : AskedQuestion.Read(text, turn.Locale, UtteranceReader.Load("House.shop.model"), told);
        return await catalogue.FindAnswerAsync(turn.Workspace, question with { Country = country }, cancellationToken)
            ?? HoursAnswer.Of(turn.Context.Workspace.OpeningHours, text, arguments.Acts, turn.Locale);
    }

    // "Can I pay with PayPal?" goes on from nothing that was told.
    private static bool StandsAlone(IReadOnlyDictionary<string, float> acts) => acts
        .Any(act => act.Value >= Alone && OfTheirOwn.Contains(act.Key));

    private static bool IsOfDelivery(IReadOnlyDictionary<string, float> acts) => acts
        .Where(act => act.Key is "faq.cost" or "faq.delay" or "faq.abroad" or "faq.carrier")
        .Sum(act => act.Value) >= Asked;

    private async Task<IReadOnlyList<SheetAnswer>> SheetsAsync(
        ShopTurn turn, string question, IReadOnlyList<string> products, IReadOnlyDictionary<string, float> acts,
        CancellationToken cancellationToken)
    {
        var found = await catalogue.GetProductsAsync(
            turn.Workspace, turn.Locale, [.. products.Take(MostProducts)], cancellationToken);
        List<SheetAnswer> sheets = [.. found.Select(product => new SheetAnswer(
            ProductView.Of(product), FactAnswers.Find(product.Facts, question, turn.Locale, acts).Answers))];
        return sheets.Exists(sheet => sheet.Answers.Count > 0) ? sheets : [];
    }
}
