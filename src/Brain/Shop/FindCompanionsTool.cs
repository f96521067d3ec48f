using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>For what something is to be found that completes it.</summary>
internal sealed record CompanionArguments
{
    [Description("Handle of the product.")]
    public required string Handle { get; init; }

    [Description("What it should be or be for, in the contact's words: 'for soup', 'a table'; or null.")]
    public string? Query { get; init; }
}

/// <summary>Finds what goes with a product, and shows it.</summary>
internal sealed class FindCompanionsTool(CatalogueSearch catalogue) : Tool<ShopTurn, CompanionArguments>(
    Name, "Finds products that complete one: of its range, or for the same use.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "find_companions";

    private const int MostShown = 3;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, CompanionArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var found = await catalogue.FindCompanionsAsync(
            turn.Workspace, turn.Locale, arguments.Handle, arguments.Query ?? "", MostShown, cancellationToken);
        if (found.Count > 0)
            turn.ShowProducts(found);
        return new ProductList([.. found.Select(ProductView.Of)], IsClear: found.Count == 1);
    }
}
