using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>The shelf to list.</summary>
internal sealed record CategoryArguments
{
    [Description("Name of the shelf, or null for the names of all shelves.")]
    public string? Category { get; init; }
}

/// <summary>The shelves, or what stands on one of them.</summary>
/// <param name="Categories">All shelves, the fullest first; empty when one was asked for.</param>
/// <param name="Products">What stands on the one that was asked for.</param>
internal sealed record CategoryList(IReadOnlyList<string> Categories, IReadOnlyList<ProductView> Products);

/// <summary>Says what the shop sells: its shelves, or what stands on one.</summary>
internal sealed class ListCategoryTool(CatalogueSearch catalogue) : Tool<ShopTurn, CategoryArguments>(
    Name, "Lists the shelves of the shop, or shows what stands on one of them.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "list_category";

    private const int MostShown = 5;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, CategoryArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        if (arguments.Category is { Length: > 0 } category)
        {
            var products = await catalogue.ListCategoryAsync(
                turn.Workspace, turn.Locale, category, MostShown, cancellationToken);
            if (products.Count > 0)
            {
                turn.ShowProducts(products);
                return new CategoryList([], [.. products.Select(ProductView.Of)]);
            }
        }

        var shelves = await catalogue.ListCategoriesAsync(turn.Workspace, turn.Locale, cancellationToken);
        turn.Show(
            new Sessions.QuickRepliesPart(
            [.. shelves.Take(10).Select(shelf => new Sessions.QuickReply(shelf.Category))]));
        return new CategoryList([.. shelves.Select(shelf => shelf.Category)], []);
    }
}
