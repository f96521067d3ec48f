using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>Which end of which order is wanted.</summary>
internal sealed record RankArguments
{
    [Description("One of rank.cheap, rank.dear, rank.big, rank.small, rank.light, rank.heavy, rank.new.")]
    public required string By { get; init; }

    [Description("Only products of that kind, in the contact's words; left out for the whole shop.")]
    public string? Kind { get; init; }

    [Description("Only these products, by handle; left out for all.")]
    public IReadOnlyList<string>? Products { get; init; }
}

/// <summary>Finds the cheapest, the lightest, the biggest of the shop, of a kind or of some products, and shows
/// it.</summary>
internal sealed class RankProductsTool(CatalogueSearch catalogue) : Tool<ShopTurn, RankArguments>(
    Name, "Finds the cheapest, dearest, biggest, smallest, lightest, heaviest or newest products, and shows the first.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "rank_products";

    private const int MostSearched = 10;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, RankArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        if (Ranking.OfAct(arguments.By) is not { } ranking)
            return new ProductList([], IsClear: false);
        var found = await catalogue.RankAsync(
            turn.Workspace, turn.Locale, ranking, arguments.Kind, arguments.Products, MostSearched, cancellationToken);
        // Where several share the first place, all of them are it.
        List<ProductMatch> first = [.. found.TakeWhile(ranked => ranked.Value.Equals(found[0].Value))
            .Select(ranked => ranked.Product)];
        if (first.Count > 0)
            turn.ShowProducts(first);
        return new ProductList(
            [.. first.Select(ProductView.Of)], IsClear: first.Count == 1, IsExtreme: first.Count == 1
                && found.Count > 1);
    }
}
