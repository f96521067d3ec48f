using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Kinds;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What is searched for.</summary>
internal sealed record SearchArguments
{
    [Description("What the contact is looking for, in their own words: name, kind, colour, use. Typos do not matter.")]
    public required string Query { get; init; }

    [Description("All that the contact said of what they are looking for, when they describe it rather than name it; or null.")]
    public string? Description { get; init; }

    [Description("What kind of thing it is, when it was named: then only things of that kind are found; or null.")]
    public string? Kind { get; init; }

    [Description("The most it may cost, or null.")]
    public decimal? MaxPrice { get; init; }

    [Description(
        "'cheapest' or 'dearest' when the contact wants only the cheapest, or the most expensive, of what is found; else null.")]
    public string? Only { get; init; }

    [Description("False to look only: then the contact is not shown what is found, and goes on talking of what they were.")]
    public bool Show { get; init; } = true;
}

/// <summary>The ends of a range of prices.</summary>
internal static class PriceEnd
{
    public const string Cheapest = "cheapest";
    public const string Dearest = "dearest";
}

/// <summary>Finds products in the catalogue and shows them.</summary>
internal sealed class SearchCatalogueTool(CatalogueSearch catalogue) : Tool<ShopTurn, SearchArguments>(
    Name, "Finds products in the shop's catalogue, with price and stock, and shows them to the contact unless told not to.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "search_catalogue";

    // Below this score a product has hardly anything to do with what was asked.
    private const double LeastScore = 0.3;
    // From this score on what was named is what was meant.
    private const double WellNamed = 0.75;
    private const int MostShown = 5;
    private const int MostSearched = 20;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, SearchArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var found = await FindAsync(turn, arguments, cancellationToken);
        // What is of another kind only happens to share a word with what was asked for.
        var kinds = arguments.Kind is { } kind
            ? await catalogue.FindKindAsync(turn.Workspace, turn.Locale, kind, MostSearched, cancellationToken)
            : null;
        var isSold = kinds is null or [{ Confidence: >= KindIndex.OfKind }, ..];
        if (kinds is not null && isSold && found.IntersectBy(kinds.Select(of => of.Handle), product =>
            product.Handle).Any())
            found = [.. found.IntersectBy(kinds.Select(of => of.Handle), product => product.Handle)];
        var affordable = found
            .Where(
                product => product.Score >= LeastScore
                && (arguments.MaxPrice is null || product.Price.Amount <= arguments.MaxPrice))
            .ToList();
        var (products, isClear) = ProductList.Sift(arguments.Query, affordable);
        var end = !isClear && products.Count > 1 && arguments.Only is (PriceEnd.Cheapest or PriceEnd.Dearest)
            ? AtTheEnd(products, arguments.Only == PriceEnd.Cheapest)
            : products;
        // Where several share the lowest price, none of them is the cheapest.
        var isExtreme = end.Count == 1 && products.Count > 1;
        products = [.. end.Take(MostShown)];
        if (products.Count > 0 && arguments.Show)
            turn.ShowProducts(products);
        return new ProductList([.. products.Select(ProductView.Of)], isClear, isExtreme) { IsSold = isSold };
    }

    // What is named is found by its words; what is described, by what they mean.
    private async Task<IReadOnlyList<ProductMatch>> FindAsync(
        ShopTurn turn, SearchArguments arguments, CancellationToken cancellationToken)
    {
        var named = await catalogue.FindProductsAsync(
            turn.Workspace, turn.Locale, arguments.Query, MostSearched, cancellationToken);
        if (arguments.Description is not { } description || named is [{ Score: >= WellNamed }, ..])
            return named;
        var described = await catalogue.FindDescribedAsync(
            turn.Workspace, turn.Locale, description, MostSearched, cancellationToken);
        return described is [{ Score: >= LeastScore }, ..] ? described : named;
    }

    // What is sold out is nobody's cheapest, unless all of it is.
    private static List<ProductMatch> AtTheEnd(IReadOnlyList<ProductMatch> products, bool cheapest)
    {
        List<ProductMatch> inStock = [.. products.Where(product => !(product.Stock <= 0))];
        var among = inStock.Count > 0 ? inStock : products;
        var price = cheapest ? among.Min(product => product.Price.Amount) : among.Max(product => product.Price.Amount);
        return [.. among.Where(product => product.Price.Amount == price)];
    }
}
