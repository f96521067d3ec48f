namespace Gateway.Brain.Shop.Catalogue;

/// <summary>By what products are put in order.</summary>
/// <param name="By">A topic of <c>Facts/Topics.txt</c> that is told in numbers, in the base unit of its dimension;
/// <c>price</c>; <c>new</c>; or <c>bulk</c>: what most of them hold, else how large they are.</param>
/// <param name="IsDescending">Whether the most comes first.</param>
/// <param name="AtLeast">Only products with at least that much, or null.</param>
/// <param name="AtMost">Only products with at most that much, or null.</param>
internal sealed record Ranking(string By, bool IsDescending, double? AtLeast = null, double? AtMost = null)
{
    /// <summary>The ranking of an act of the corpora, as <c>rank.light</c>; null for another act.</summary>
    public static Ranking? OfAct(string act) => act switch
    {
        "rank.cheap" => new Ranking("price", false),
        "rank.dear" => new Ranking("price", true),
        "rank.big" => new Ranking("bulk", true),
        "rank.small" => new Ranking("bulk", false),
        "rank.light" => new Ranking("weight", false),
        "rank.heavy" => new Ranking("weight", true),
        "rank.new" => new Ranking("new", true),
        _ => null,
    };
}

/// <summary>A product in its place.</summary>
/// <param name="Product">The product.</param>
/// <param name="Value">By which it stands there: in the base unit of what was ranked by.</param>
internal sealed record RankedProduct(ProductMatch Product, double Value);
