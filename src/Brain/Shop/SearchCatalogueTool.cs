using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What is searched for.</summary>
internal sealed record SearchArguments
{
    [Description("What the contact is looking for, in their own words: name, kind, colour, use. Typos do not matter.")]
    public required string Query { get; init; }

    [Description("The most it may cost, or null.")]
    public decimal? MaxPrice { get; init; }
}

/// <summary>Finds products in the catalogue and shows them.</summary>
internal sealed class SearchCatalogueTool(CatalogueSearch catalogue) : Tool<ShopTurn, SearchArguments>(
    Name, "Finds products in the shop's catalogue, with price and stock, and shows them to the contact.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "search_catalogue";

    // Below this score a product has hardly anything to do with what was asked.
    private const double LeastScore = 0.3;
    private const int MostShown = 5;
    private const int MostSearched = 20;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, SearchArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var found = await catalogue.FindProductsAsync(turn.Workspace, turn.Locale, arguments.Query, MostSearched, cancellationToken);
        var affordable = found
            .Where(product => product.Score >= LeastScore && (arguments.MaxPrice is null || product.Price.Amount <= arguments.MaxPrice))
            .ToList();
        var (products, isClear) = ProductList.Sift(arguments.Query, affordable);
        products = [.. products.Take(MostShown)];
        if (products.Count > 0)
            turn.ShowProducts(products);
        return new ProductList([.. products.Select(ProductView.Of)], isClear);
    }
}
