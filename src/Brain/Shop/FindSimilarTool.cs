using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>Whose like is wanted.</summary>
internal sealed record SimilarArguments
{
    [Description("Handle of the product whose like is wanted.")]
    public required string Handle { get; init; }

    [Description("True when it must cost less than that product.")]
    public bool Cheaper { get; init; }
}

/// <summary>Finds products that could take the place of another, and shows them.</summary>
internal sealed class FindSimilarTool(CatalogueSearch catalogue) : Tool<ShopTurn, SimilarArguments>(
    Name, "Finds products in stock that are like another one, cheaper ones if wanted, and shows them to the contact.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "find_similar";

    private const int MostShown = 3;
    private const int MostSearched = 20;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, SimilarArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var like = await catalogue.GetProductAsync(turn.Workspace, turn.Locale, arguments.Handle, cancellationToken);
        var found = like is null
            ? []
            : await catalogue.FindSimilarAsync(
                turn.Workspace, turn.Locale, arguments.Handle, MostSearched, cancellationToken);
        List<ProductMatch> products = [.. found
            .Where(
                product => !(product.Stock <= 0) && (!arguments.Cheaper || product.Price.Amount < like!.Price.Amount))
            .Take(MostShown)];
        if (products.Count > 0)
            turn.ShowProducts(products);
        // "When is it back?" after something else was offered is about what is missing.
        if (products.Count > 1 && like is { Stock: <= 0 })
            turn.Shop = turn.Shop with { Product = ShopTurn.Shown(like) };
        return new ProductList([.. products.Select(ProductView.Of)], IsClear: products.Count == 1);
    }
}
