using System.Runtime.InteropServices;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>A product that may be meant.</summary>
/// <param name="Handle">The shop's own name for it.</param>
/// <param name="Likelihood">0 to 1: how likely it is the one, or one of those, that are meant; those of all products
/// and <see cref="GoodsFinding.Nothing"/> are 1 together.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GoodsHit(string Handle, float Likelihood);

/// <summary>Which products a message means.</summary>
/// <param name="Hits">The likeliest first; where nothing of the kind is sold, the nearest.</param>
/// <param name="Nothing">0 to 1: how likely the shop sells nothing of what is meant.</param>
internal sealed record GoodsFinding(IReadOnlyList<GoodsHit> Hits, float Nothing)
{
    /// <summary>That no product is meant.</summary>
    public static GoodsFinding None { get; } = new([], 1);

    // What the first must have of all that speaks for any product, to be what is meant beyond doubt.
    private const double Beyond = 0.75;

    // Below this share of the best a product is not one of those that may be meant; where one end of them is wanted,
    // below that.
    private const double Near = 0.2;
    private const double Far = 0.02;

    private const float MoreLikely = 0.6f;

    /// <summary>Whether the shop sells what is meant, as far as can be told.</summary>
    public bool IsSold => Hits.Count > 0 && Nothing < MoreLikely;

    /// <summary>Whether the first is what is meant, beyond doubt.</summary>
    public bool IsClear => IsSold && Likely(Hits, hit => hit.Likelihood, isWide: false).IsClear;

    /// <summary>Those that may well be meant, and whether the first of them is, beyond doubt: then it is alone.</summary>
    /// <param name="found">The likeliest first.</param>
    /// <param name="likelihood">How likely one is.</param>
    /// <param name="isWide">Whether the kind is wanted rather than the one: then whatever is of it is told.</param>
    public static (IReadOnlyList<T> Likely, bool IsClear) Likely<T>(
        IReadOnlyList<T> found, Func<T, double> likelihood, bool isWide)
    {
        if (found.Count == 0)
            return ([], false);
        var best = likelihood(found[0]);
        List<T> near = [.. found.TakeWhile(one => likelihood(one) >= (isWide ? Far : Near) * best)];
        var isClear = near.Count == 1 || (!isWide && best >= Beyond * found.Sum(likelihood));
        return (isClear ? [near[0]] : near, isClear);
    }
}
