using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>Products as a model is told of them.</summary>
/// <param name="Products">Best first; empty when nothing was found.</param>
/// <param name="IsClear">Whether the first one is what was meant, beyond doubt.</param>
/// <param name="IsExtreme">Whether it is the cheapest, or the most expensive, of several that were found.</param>
internal sealed record ProductList(IReadOnlyList<ProductView> Products, bool IsClear, bool IsExtreme = false)
{
    /// <summary>Whether the shop sells anything of the kind that was asked for; true where no kind was named.</summary>
    public bool IsSold { get; init; } = true;

    // Below this share of the best score a product only happens to have a word in common with what was asked.
    private const double NearShare = 0.5;
    private const double FarShare = 0.6;

    /// <summary>The list without what is far behind the best, and whether the best is beyond doubt.</summary>
    /// <param name="query">What was searched for.</param>
    /// <param name="found">Best first.</param>
    public static (IReadOnlyList<ProductMatch> Products, bool IsClear) Sift(
        string query, IReadOnlyList<ProductMatch> found)
    {
        if (found.Count < 2)
            return (found, found.Count == 1);
        List<ProductMatch> near = [.. found.Where(product => product.Score >= NearShare * found[0].Score)];
        if (near.Count == 1)
            return (near, true);
        var query1 = Word.In(query).Select(word => word.Text).ToList();
        var best = Named(near[0], query1);
        // A single word is what a thing is, more often than what it is called: "vases" asks for all of them.
        var isClear = best.Count > 1 && (near[1].Score < FarShare * near[0].Score
            || near.Skip(1).All(other => best.IsProperSupersetOf(Named(other, query1))));
        return (isClear ? [near[0]] : near, isClear);
    }

    // The words of a title that the query has, whatever their plural and their typos.
    private static HashSet<string> Named(ProductMatch product, List<string> query) =>
        [.. Word.In(product.Title)
            .Select(word => word.Text)
            .Where(title => title.Length > 2 && query.Exists(word => Same(word, title)))];

    private static bool Same(string word, string title) =>
        Typos.Forgive(word, title) || Typos.Forgive(word.TrimEnd('s'), title.TrimEnd('s'));
}
