namespace Gateway.Brain.House.Learning;

/// <summary>Finds which words of an utterance are spans of which kind, with what was learned.</summary>
/// <param name="table">Scores of a token's labels.</param>
/// <param name="steps">Label by label the score of each label after it; the last row is that of the beginning.</param>
internal sealed class SpanFinder(WeightTable table, float[] steps)
{
    private readonly float[] _weights = [.. steps.Select(step => step <= Chain.Never ? 0 : MathF.Exp(step))];

    /// <summary>The likeliest labels of the tokens, and how likely their kinds are.</summary>
    /// <param name="features">The utterance.</param>
    /// <param name="count">How many tokens it has.</param>
    public (int[] Labels, float[] Certainties) Find(Features features, int count)
    {
        var labels = table.Labels;
        var scores = new float[count * labels];
        List<uint> seen = [];
        for (var i = 0; i < count; i++)
        {
            seen.Clear();
            features.OfToken(i, seen);
            table.Score(seen, scores.AsSpan(i * labels, labels));
        }

        var best = Chain.Best(scores, steps, labels);
        var likelihoods = Chain.Likelihoods(scores, _weights, labels, []);
        var certainties = new float[count];
        for (var i = 0; i < count; i++)
        {
            // Whether a token is of a kind counts, not whether it is the first of a span.
            var kind = Model.KindOf(best[i]);
            certainties[i] = kind < 0
                ? likelihoods[i * labels]
                : likelihoods[(i * labels) + Model.LabelOf(kind, begins: true)]
                    + likelihoods[(i * labels) + Model.LabelOf(kind, begins: false)];
        }

        return (best, certainties);
    }
}
