using System.Numerics.Tensors;
using Gateway.Brain.Shop.Catalogue.Goods;

namespace Gateway.Brain.Shop.Catalogue.Meaning;

/// <summary>
/// Puts what words found and what meaning found into one order, by reciprocal rank fusion (Cormack, Clarke and Büttcher
/// 2009): what both have comes before what one has. How much likelier one place is than the next stays as the words
/// had it, so that whoever decides by likelihood decides as before.
/// </summary>
internal static class Fusion
{
    // The paper's: how little the first places count beside those behind them.
    private const double Steady = 60;

    // What the words find where by them nothing of it is sold speaks less for a product.
    private const double OfUnsold = 0.5;

    // What only its meaning speaks for is told where no kind was named, and told as near where one was.
    private const float NothingByMeaning = 0.6f;

    /// <summary>Fuses a finding with what is near by its meaning.</summary>
    /// <param name="finding">What the words found.</param>
    /// <param name="near">What the meaning found; empty: the finding stays what it is.</param>
    /// <param name="limit">At most so many.</param>
    public static GoodsFinding Fuse(GoodsFinding finding, NearProducts near, int limit)
    {
        if (near.Handles.Count == 0)
            return finding;
        // What is near by chance helps to order what the words found, and adds nothing to it.
        if (!near.StandsOut)
        {
            var found = finding.Hits.Select(hit => hit.Handle).ToHashSet(StringComparer.Ordinal);
            near = near with { Handles = [.. near.Handles.Where(found.Contains)] };
        }

        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(finding.Hits.Select(hit => hit.Handle), finding.IsSold ? 1 : OfUnsold);
        Add(near.Handles, 1);
        var rivals = finding.Hits.Where(hit => hit.IsRival).Select(hit => hit.Handle).ToHashSet(StringComparer.Ordinal);
        // Of equals what the words found comes first.
        string[] order = [.. scores.OrderByDescending(score => score.Value).Select(score => score.Key).Take(limit)];
        var nothing = near.StandsOut ? Math.Min(finding.Nothing, NothingByMeaning) : finding.Nothing;
        var likelihoods = Likelihoods(finding, order, scores, 1 - nothing);
        return new GoodsFinding(
            [.. order.Select((handle, at) => new GoodsHit(handle, likelihoods[at], rivals.Contains(handle)))], nothing);

        void Add(IEnumerable<string> handles, double weight)
        {
            foreach (var (rank, handle) in handles.Index())
                scores[handle] = scores.GetValueOrDefault(handle) + (weight / (Steady + rank + 1));
        }
    }

    private static float[] Likelihoods(
        GoodsFinding finding, string[] order, Dictionary<string, double> scores, float whole)
    {
        var likelihoods = new float[order.Length];
        if (finding.Hits.Count == 0)
        {
            var sum = order.Sum(handle => scores[handle]);
            for (var i = 0; i < order.Length; i++)
                likelihoods[i] = (float)(scores[order[i]] / sum) * whole;
            return likelihoods;
        }

        // Places behind those that the words found are as likely as the last of them.
        for (var i = 0; i < order.Length; i++)
            likelihoods[i] = finding.Hits[Math.Min(i, finding.Hits.Count - 1)].Likelihood;
        // All of it together is what is left beside nothing: more places share it, and meaning may have made it more.
        var found = likelihoods.Sum();
        if (found > 0 && (found > whole || 1 - finding.Nothing < whole))
            TensorPrimitives.Multiply(likelihoods, whole / found, likelihoods);
        return likelihoods;
    }
}
