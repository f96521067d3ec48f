namespace Gateway.Brain.House.Learning.Training;

/// <summary>Learns where clauses begin.</summary>
internal static class JointLearning
{
    private const float Kept = 0.5f;
    private const float Rate = 0.12f;

    /// <summary>Learns from examples.</summary>
    /// <param name="examples">The examples, with the spans that are found in them.</param>
    /// <param name="named">For each of them which words a shop knows.</param>
    /// <param name="seed">What chance begins with.</param>
    public static WeightTable Learn(
        IReadOnlyList<Example> examples, IReadOnlyList<Func<string, bool>> named, int seed)
    {
        List<bool>[] isJoint = [.. examples.Select(_ => new List<bool>())];
        var (rows, known) = Learned.Seen([.. examples.Select((example, at) =>
        {
            var features = new Features(example.Tokens, example.Situation, named[at]);
            var starts = example.Clauses.Select(clause => clause.First).ToHashSet();
            List<List<uint>> all = [];
            for (var i = 1; i < example.Tokens.Count; i++)
            {
                if (example.Kinds[i] is not null && !example.Begins[i])
                    continue;
                List<uint> seen = [];
                features.OfJoint(i, example.Kinds, seen);
                all.Add(seen);
                isJoint[at].Add(starts.Contains(i));
            }

            return all;
        })]);
        var learned = new Learned(known.Length, 1, Rate);
        var score = new float[1];
        var random = new Random(seed);
        foreach (var (round, at) in Learned.InTurn(examples.Count, seed))
        {
            for (var i = 0; i < rows[at].Count; i++)
            {
                score[0] = 0;
                var some = Learned.Some(rows[at][i], Kept, random);
                learned.Score(some, score);
                var slope = (1 / (1 + MathF.Exp(-score[0] / Kept))) - (isJoint[at][i] ? 1 : 0);
                learned.Descend(some, [slope], round);
            }
        }

        return WeightTable.Of(known, learned.Weights, 1);
    }
}
