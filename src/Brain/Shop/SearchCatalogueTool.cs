using System.ComponentModel;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Tools;
using Gateway.Sessions.Texts;

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

    [Description(
        "False to look only: then the contact is not shown what is found, and goes on talking of what they were.")]
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
    Name,
    "Finds products in the shop's catalogue, with price and stock, and shows them to the contact unless told not to.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "search_catalogue";

    private const int MostShown = 5;
    private const int MostSearched = 20;
    private const int MostSought = 400;

    // Up to which likelihood that nothing of it is sold what is asked for without a kind is looked for all the same.
    private const float MostlySure = 0.7f;
    private const float AllButSure = 0.98f;

    // What is less likely than this is near nothing that is not sold.
    private const float Nearest = 0.05f;

    // What is no longer than this is a name, and no sentence that has one in it.
    private const int LongestName = 4;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, SearchArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var (finding, found) = await catalogue.FindGoodsAsync(
            turn.Workspace, turn.Locale, $"{arguments.Description}\n{arguments.Query}", NameIn(arguments), MostSearched,
            cancellationToken);
        var isSold = arguments.Kind is null || finding.IsSold;
        // Of a description something may be near, unless it is all but sure that nothing is.
        var isMeant = finding.IsSold || !isSold || (arguments.Kind is null
            && finding.Nothing < (arguments.Description is null ? MostlySure : AllButSure));
        var affordable = (isMeant ? found : [])
            .Where(product => arguments.MaxPrice is null || product.Price.Amount <= arguments.MaxPrice)
            .ToDictionary(product => product.Handle);
        var wantsEnd = arguments.Only is PriceEnd.Cheapest or PriceEnd.Dearest;
        var (hits, isClear) = GoodsFinding.Likely(
            [.. finding.Hits.Where(hit => affordable.ContainsKey(hit.Handle) && (isSold || hit.Likelihood >= Nearest))],
            wantsEnd);
        // Of those that are about as likely the cheapest comes first, and what is sold out last.
        List<ProductMatch> likely = [.. hits.Select(hit => affordable[hit.Handle])
            .OrderByDescending(product => Math.Round(product.Score / hits[0].Likelihood * 5))
            .ThenBy(product => product.Stock == 0)
            .ThenBy(product => product.Price.Amount)];
        var end = likely.Count > 1 && wantsEnd
            ? AtTheEnd(likely, arguments.Only == PriceEnd.Cheapest)
            : likely;
        // Where several share the lowest price, none of them is the cheapest.
        var isExtreme = end.Count == 1 && likely.Count > 1;
        List<ProductMatch> products = [.. end.Take(MostShown)];
        if (products.Count > 0 && arguments.Show)
            turn.ShowProducts(products);
        if (arguments.Show)
        {
            turn.Shop = turn.Shop with
            {
                Sought = arguments.Description is { } described ? WellFormed.Cut(described, MostSought) : null,
                SoughtUpTo = arguments.MaxPrice,
            };
        }

        return new ProductList([.. products.Select(ProductView.Of)], isClear, isExtreme) { IsSold = isSold };
    }

    private static string NameIn(SearchArguments arguments) => arguments.Kind
        ?? (arguments.Description is null && Word.In(arguments.Query).Count <= LongestName ? arguments.Query : "");

    // What is sold out is nobody's cheapest, unless all of it is.
    private static List<ProductMatch> AtTheEnd(IReadOnlyList<ProductMatch> products, bool cheapest)
    {
        List<ProductMatch> inStock = [.. products.Where(product => !(product.Stock <= 0))];
        var among = inStock.Count > 0 ? inStock : products;
        var price = cheapest ? among.Min(product => product.Price.Amount) : among.Max(product => product.Price.Amount);
        return [.. among.Where(product => product.Price.Amount == price)];
    }
}
