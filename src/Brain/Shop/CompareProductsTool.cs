using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What is compared.</summary>
internal sealed record CompareArguments
{
    [Description("Handles of two to five products.")]
    public required IReadOnlyList<string> Handles { get; init; }

    [Description("In what they are to be compared, in the contact's words; or null.")]
    public string? Question { get; init; }

    [Description("What the question was read as, where that is known: acts with their likelihoods, 0 to 1.")]
    public IReadOnlyDictionary<string, float>? Acts { get; init; }
}

/// <summary>Puts a few products side by side.</summary>
internal sealed class CompareProductsTool(CatalogueSearch catalogue) : Tool<ShopTurn, CompareArguments>(
    Name, "Puts two to five products side by side, with description, price and stock, and shows them to the contact.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "compare_products";

    private const int MostCompared = 5;
    private const int MostTopics = 3;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, CompareArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var products = await catalogue.GetProductsAsync(
            turn.Workspace, turn.Locale, [.. arguments.Handles.Distinct().Take(MostCompared)], cancellationToken);
        if (products.Count > 0)
            turn.ShowProducts(products);
        return new ProductList([.. products.Select(ProductView.Of)], IsClear: false)
        {
            Compared = arguments.Question is { } question && products.Count > 1
                ? [.. FactComparison.Compare(
                    [.. products.Select(product => product.Facts)], question, turn.Locale, arguments.Acts)
                    .Take(MostTopics)
                    .Select(comparison => comparison.Told.Select(told => told?.Sentence).ToList())]
                : [],
        };
    }
}
