using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>A question about products, or about the shop.</summary>
internal sealed record LookUpArguments
{
    [Description("The contact's question, in their own words.")]
    public required string Question { get; init; }

    [Description("Handles of the products it may be about, at most three; empty when it is about none.")]
    public IReadOnlyList<string> Products { get; init; } = [];

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

/// <summary>What was found.</summary>
/// <param name="Answers">The shop's own answers, best first; empty when they do not know.</param>
/// <param name="Sheets">One for each product, in their order.</param>
internal sealed record LookedUp(IReadOnlyList<FaqMatch> Answers, IReadOnlyList<SheetAnswer> Sheets);

/// <summary>Answers a question from the sheets of products and from what the shop has answered beforehand.</summary>
internal sealed class LookUpTool(CatalogueSearch catalogue) : Tool<ShopTurn, LookUpArguments>(
    Name, "Looks a question up in the sheets of products and in the shop's own answers at once.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "look_up";

    private const int MostProducts = 3;
    private const int MostAnswers = 2;
    private const string Detail = "detail.";

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, LookUpArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var answers = await catalogue.FindAnswersAsync(
            turn.Workspace, turn.Locale, arguments.Question, MostAnswers, cancellationToken);
        var property = (arguments.Acts ?? new Dictionary<string, float>())
            .Where(act => act.Key.StartsWith(Detail, StringComparison.Ordinal))
            .OrderByDescending(act => act.Value)
            .FirstOrDefault();
        List<SheetAnswer> sheets = [];
        foreach (var handle in arguments.Products.Take(MostProducts))
        {
            if (await catalogue.GetProductAsync(turn.Workspace, turn.Locale, handle, cancellationToken) is not { } product)
                continue;
            var told = FactAnswers.Find(
                product.Facts, arguments.Question, turn.Locale, property.Key, property.Value);
            sheets.Add(new SheetAnswer(ProductView.Of(product), told.Answers));
        }

        return new LookedUp([.. answers.Where(answer => answer.Score >= CatalogueSearch.KnownAnswer)], sheets);
    }
}
