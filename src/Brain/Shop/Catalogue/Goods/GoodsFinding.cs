using System.Runtime.InteropServices;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>A product that may be meant.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Likelihood">0 to 1: how likely it is the one, or one of those, that are meant; those of all products
/// and <see cref="GoodsFinding.Nothing"/> are 1 together.</param>
/// <param name="IsRival">Whether a word of its title was said that the likeliest has not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GoodsHit(string Handle, float Likelihood, bool IsRival = false);

/// <summary>Which products a message means.</summary>
/// <param name="Hits">The likeliest first; where nothing of the kind is sold, the nearest.</param>
/// <param name="Nothing">0 to 1: how likely the shop sells nothing of what is meant.</param>
internal sealed record GoodsFinding(IReadOnlyList<GoodsHit> Hits, float Nothing)
{
    /// <summary>That no product is meant.</summary>
    public static GoodsFinding None { get; } = new([], 1);

    // What the first must have of all that speaks for any product, to be what is meant beyond doubt.
    private const float Beyond = 0.75f;

    // Below this share of the best a product is not one of those that may be meant; where a word of its title was said
    // that the best has not, below the second, and where one end of all of a kind is wanted, below the third.
    private const float Near = 0.3f;
    private const float Far = 0.02f;
    private const float AnyOfKind = 0.005f;

    private const float MoreLikely = 0.6f;

    /// <summary>Whether the shop sells what is meant, as far as can be told.</summary>
    public bool IsSold => Hits.Count > 0 && Nothing < MoreLikely;

    /// <summary>Whether the first is what is meant, beyond doubt.</summary>
    public bool IsClear => IsSold && Likely(Hits, isWide: false).IsClear;

    /// <summary>Those that may well be meant, and whether the first of them is, beyond doubt: then alone.</summary>
    /// <param name="hits">The likeliest first.</param>
    /// <param name="isWide">Whether the kind is wanted rather than the one: then whatever is of it is told.</param>
    public static (IReadOnlyList<GoodsHit> Likely, bool IsClear) Likely(IReadOnlyList<GoodsHit> hits, bool isWide)
    {
        if (hits.Count == 0)
            return ([], false);
        var best = hits[0].Likelihood;
        var isClear = !isWide && best >= Beyond * hits.Sum(hit => hit.Likelihood);
        List<GoodsHit> near = [.. hits.Where(hit => hit.Likelihood >=
            best * (isWide ? AnyOfKind : hit.IsRival ? Far : isClear ? 1 : Near))];
        return (near, near.Count == 1);
    }
}
