using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>Finds what goes with a product, and shows it.</summary>
internal sealed class FindCompanionsTool(CatalogueSearch catalogue) : Tool<ShopTurn, ShowArguments>(
    Name, "Finds products that complete one: of its range, or for the same use.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "find_companions";

    private const int MostShown = 3;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, ShowArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var found = await catalogue.FindCompanionsAsync(
            turn.Workspace, turn.Locale, arguments.Handle, MostShown, cancellationToken);
        if (found.Count > 0)
            turn.ShowProducts(found);
        return new ProductList([.. found.Select(ProductView.Of)], IsClear: found.Count == 1);
    }
}
