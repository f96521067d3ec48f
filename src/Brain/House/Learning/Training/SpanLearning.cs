using System.Collections.Frozen;

namespace Gateway.Brain.House.Learning.Training;

/// <summary>Learns which words are spans of which kind.</summary>
internal static class SpanLearning
{
    private const float Kept = 0.8f;
    private const float Rate = 0.12f;

    /// <summary>Learns from examples.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="named">For each of them which words a shop knows.</param>
    /// <param name="kinds">The kinds there are.</param>
    /// <param name="seed">What chance begins with.</param>
    public static (WeightTable Table, float[] Steps) Learn(
        IReadOnlyList<Example> examples, IReadOnlyList<Func<string, bool>> named, string[] kinds, int seed)
    {
        var labels = Model.LabelsOf(kinds.Length);
        var index = kinds.Select((kind, at) => (kind, at)).ToFrozenDictionary(pair => pair.kind, pair => pair.at);
        var (rows, known) = Learned.Seen([.. examples.Select((example, at) =>
        {
            var features = new Features(example.Tokens, example.Situation, named[at]);
            return Enumerable.Range(0, example.Tokens.Count).Select(i =>
            {
                List<uint> seen = [];
                features.OfToken(i, seen);
                return seen;
            }).ToList();
        })]);
        var learned = new Learned(known.Length, labels, Rate);
        var steps = new Learned(labels + 1, labels, Rate);
        var canFollow = new bool[(labels + 1) * labels];
        for (var previous = 0; previous <= labels; previous++)
        {
            for (var label = 0; label < labels; label++)
                canFollow[(previous * labels) + label] = Model.CanFollow(label, previous == labels ? -1 : previous);
        }

        var stepWeights = new float[steps.Weights.Length];
        var random = new Random(seed);
        foreach (var (round, at) in Learned.InTurn(examples.Count, seed))
        {
            var example = examples[at];
            var scores = new float[example.Tokens.Count * labels];
            var some = rows[at].ConvertAll(features => Learned.Some(features, Kept, random));
            for (var i = 0; i < example.Tokens.Count; i++)
                learned.Score(some[i], scores.AsSpan(i * labels, labels));
            for (var i = 0; i < scores.Length; i++)
                scores[i] /= Kept;
            for (var i = 0; i < stepWeights.Length; i++)
                stepWeights[i] = canFollow[i] ? MathF.Exp(steps.Weights[i]) : 0;
            var pairs = new float[(labels + 1) * labels];
            var likelihoods = Chain.Likelihoods(scores, stepWeights, labels, pairs);
            likelihoods.AsSpan(0, labels).CopyTo(pairs.AsSpan(labels * labels));
            var previous = labels;
            for (var i = 0; i < example.Tokens.Count; i++)
            {
                var label = Model.LabelOf(example.Kinds[i] is { } kind ? index[kind] : -1, example.Begins[i]);
                var slope = likelihoods.AsSpan(i * labels, labels);
                slope[label] -= 1;
                pairs[(previous * labels) + label] -= 1;
                previous = label;
                learned.Descend(some[i], slope, round);
            }

            for (var row = 0; row <= labels; row++)
                steps.Descend([row], pairs.AsSpan(row * labels, labels), round);
        }

        float[] table = [.. steps.Weights.Select((step, i) => canFollow[i] ? step : Chain.Never)];
        return (WeightTable.Of(known, learned.Weights, labels), table);
    }
}
