namespace Gateway.Brain.House.Learning;

/// <summary>
/// A chain of labels, one for each token, where each label says something of the next (a conditional random field of
/// the first order: Lafferty, McCallum and Pereira 2001).
/// </summary>
internal static class Chain
{
    /// <summary>Stands for what cannot be.</summary>
    public const float Never = -1e9f;

    /// <summary>The likeliest labels.</summary>
    /// <param name="scores">Token by token the score of each label.</param>
    /// <param name="steps">Label by label the score of each label after it; the last row is that of the beginning.
    /// </param>
    /// <param name="labels">How many labels there are.</param>
    public static int[] Best(ReadOnlySpan<float> scores, ReadOnlySpan<float> steps, int labels)
    {
        var length = scores.Length / labels;
        var best = new float[scores.Length];
        var from = new int[scores.Length];
        for (var label = 0; label < labels; label++)
            best[label] = scores[label] + steps[(labels * labels) + label];
        for (var at = 1; at < length; at++)
        {
            for (var label = 0; label < labels; label++)
            {
                var (most, before) = (float.NegativeInfinity, 0);
                for (var previous = 0; previous < labels; previous++)
                {
                    var score = best[((at - 1) * labels) + previous] + steps[(previous * labels) + label];
                    if (score > most)
                        (most, before) = (score, previous);
                }

                best[(at * labels) + label] = most + scores[(at * labels) + label];
                from[(at * labels) + label] = before;
            }
        }

        var path = new int[length];
        for (var label = 1; label < labels; label++)
        {
            if (best[((length - 1) * labels) + label] > best[((length - 1) * labels) + path[^1]])
                path[^1] = label;
        }

        for (var at = length - 1; at > 0; at--)
            path[at - 1] = from[(at * labels) + path[at]];
        return path;
    }

    /// <summary>How likely each label is for each token, all chains considered.</summary>
    /// <param name="scores">As for <see cref="Best"/>.</param>
    /// <param name="weights">The exponentials of its steps.</param>
    /// <param name="labels">How many labels there are.</param>
    /// <param name="pairs">Where the likelihood of each pair of neighbours is added up, as steps are laid out; or
    /// empty.</param>
    public static float[] Likelihoods(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> weights, int labels, Span<float> pairs)
    {
        var length = scores.Length / labels;
        var own = new float[scores.Length];
        var forward = new float[scores.Length];
        var backward = new float[scores.Length];
        for (var at = 0; at < length; at++)
        {
            var most = float.NegativeInfinity;
            for (var label = 0; label < labels; label++)
                most = Math.Max(most, scores[(at * labels) + label]);
            for (var label = 0; label < labels; label++)
                own[(at * labels) + label] = MathF.Exp(scores[(at * labels) + label] - most);
        }

        var first = weights.Slice(labels * labels, labels);
        for (var label = 0; label < labels; label++)
            forward[label] = own[label] * first[label];
        Normalize(forward.AsSpan(0, labels));
        for (var at = 1; at < length; at++)
        {
            var now = forward.AsSpan(at * labels, labels);
            for (var previous = 0; previous < labels; previous++)
            {
                var from = forward[((at - 1) * labels) + previous];
                if (from > 0)
                    Vectors.AddScaled(now, weights.Slice(previous * labels, labels), from);
            }

            Vectors.Multiply(now, own.AsSpan(at * labels, labels));
            Normalize(now);
        }

        backward.AsSpan((length - 1) * labels, labels).Fill(1f);
        var carried = new float[labels];
        for (var at = length - 1; at > 0; at--)
        {
            own.AsSpan(at * labels, labels).CopyTo(carried);
            Vectors.Multiply(carried, backward.AsSpan(at * labels, labels));
            var before = backward.AsSpan((at - 1) * labels, labels);
            for (var previous = 0; previous < labels; previous++)
                before[previous] = Vectors.Dot(weights.Slice(previous * labels, labels), carried);
            if (!pairs.IsEmpty)
                AddPairs(pairs, weights, forward.AsSpan((at - 1) * labels, labels), carried, before);
            Normalize(before);
        }

        for (var at = 0; at < length; at++)
        {
            var now = forward.AsSpan(at * labels, labels);
            Vectors.Multiply(now, backward.AsSpan(at * labels, labels));
            Normalize(now);
        }

        return forward;
    }

    private static void AddPairs(
        Span<float> pairs, ReadOnlySpan<float> weights, ReadOnlySpan<float> forward, ReadOnlySpan<float> carried,
        ReadOnlySpan<float> sums)
    {
        var labels = forward.Length;
        var all = Vectors.Dot(forward, sums);
        for (var previous = 0; previous < labels; previous++)
        {
            var share = forward[previous] / all;
            if (share * sums[previous] < 1e-7f)
                continue;
            Vectors.AddProduct(
                pairs.Slice(previous * labels, labels), weights.Slice(previous * labels, labels), carried, share);
        }
    }

    private static void Normalize(Span<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
            sum += value;
        if (sum <= 0)
            return;
        for (var i = 0; i < values.Length; i++)
            values[i] /= sum;
    }
}
