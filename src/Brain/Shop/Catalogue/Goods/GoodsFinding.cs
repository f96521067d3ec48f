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
    private const float Beyond = 0.8f;

    // Below this share of the best a product is not one of those that may be meant.
    private const float Near = 0.2f;

    /// <summary>Whether the shop sells what is meant, more likely than not.</summary>
    public bool IsSold => Hits.Count > 0 && Nothing < 0.5f;

    /// <summary>Whether the first is what is meant, beyond doubt.</summary>
    public bool IsClear => IsSold && Hits[0].Likelihood >= Beyond * (1 - Nothing);

    /// <summary>Those that may well be meant.</summary>
    public IEnumerable<GoodsHit> Likely => IsClear
        ? Hits.Take(1)
        : Hits.TakeWhile(hit => hit.Likelihood >= Near * Hits[0].Likelihood);
}
