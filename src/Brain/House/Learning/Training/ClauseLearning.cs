using System.Collections.Frozen;

namespace Gateway.Brain.House.Learning.Training;

/// <summary>Learns how an utterance is parted into clauses, and what is done by each of them.</summary>
internal sealed class ClauseLearning
{
    private const float Kept = 0.65f;
    private const float Rate = 0.18f;

    // What slopes less is not stepped down: most ways to part an utterance are out of the question.
    private const float Slight = 0.005f;

    private readonly FrozenDictionary<string, int> _acts;
    private readonly Learned _learned;
    private readonly Learned _steps;
    private readonly float[] _stepWeights;
    private readonly float[] _scored;
    private readonly Random _random;

    private ClauseLearning(string[] acts, int features, int seed)
    {
        _acts = acts.Select((act, at) => (act, at)).ToFrozenDictionary(pair => pair.act, pair => pair.at);
        // Besides what it says of each act, a feature says how well a clause is a clause, whatever is done by it.
        _learned = new Learned(features, acts.Length + 1, Rate);
        _scored = new float[acts.Length + 1];
        _steps = new Learned(acts.Length + 1, acts.Length, Rate);
        _stepWeights = new float[_steps.Weights.Length];
        Array.Fill(_stepWeights, 1);
        _random = new Random(seed);
    }

    /// <summary>Learns from examples.</summary>
    /// <param name="examples">The examples, with the spans that are found in them.</param>
    /// <param name="named">For each of them which words a shop knows.</param>
    /// <param name="joints">For each of them the scores of its tokens as joints.</param>
    /// <param name="acts">The acts there are.</param>
    /// <param name="seed">What chance begins with.</param>
    public static (WeightTable Table, float[] Steps) Learn(
        IReadOnlyList<Example> examples, IReadOnlyList<Func<string, bool>> named, IReadOnlyList<float[]> joints,
        string[] acts, int seed)
    {
        int[][] places = [.. examples.Select((example, at) =>
            UtteranceReader.JointsOf(joints[at], example.Clauses.Select(clause => clause.First)))];
        Features[] looks = [.. examples.Select((example, at) =>
            new Features(example.Tokens, example.Situation, named[at]))];
        // Only what is seen of clauses that are some counts.
        var (_, known) = Learned.Seen([.. examples.Select((example, at) => example.Clauses
            .Select(clause => Seen(looks[at], example, clause.First, clause.First + clause.Count)).ToList())]);
        var rowOf = Learned.RowsOf(known);
        int[][][] rows = [.. examples.Select((example, at) => Each(places[at].Length, (start, end) =>
            Learned.RowsOf(Seen(looks[at], example, places[at][start], places[at][end]), rowOf)))];
        var learning = new ClauseLearning(acts, known.Length, seed);
        foreach (var (round, at) in Learned.InTurn(examples.Count, seed))
            learning.LearnOf(examples[at], places[at], joints[at], rows[at], round);
        return (WeightTable.Of(known, learning._learned.Weights, acts.Length + 1), learning._steps.Weights);
    }

    private void LearnOf(Example example, int[] places, float[] joints, int[][] rows, int round)
    {
        var chain = new ClauseChain(places, _acts.Count);
        var some = Each(places.Length, (start, end) =>
        {
            var seen = Learned.Some(rows[(start * places.Length) + end], Kept, _random);
            var scores = chain.ScoresOf(start, end);
            Array.Clear(_scored);
            _learned.Score(seen, _scored);
            var joint = start == 0 ? 0 : joints[places[start]];
            for (var act = 0; act < scores.Length; act++)
                scores[act] = ((_scored[act] + _scored[^1]) / Kept) + joint;
            return seen;
        });
        chain.Weigh(_stepWeights);
        var pairs = new float[_stepWeights.Length];
        chain.AddPairs(pairs, _stepWeights);
        for (var end = 1; end < places.Length; end++)
            Vectors.AddScaled(pairs.AsSpan(_acts.Count * _acts.Count), chain.LikelihoodsOf(0, end), 1);
        var previous = _acts.Count;
        foreach (var clause in example.Clauses)
        {
            var act = _acts[clause.Act];
            var start = Array.IndexOf(places, clause.First);
            chain.LikelihoodsOf(start, Array.IndexOf(places, clause.First + clause.Count))[act] -= 1;
            pairs[(previous * _acts.Count) + act] -= 1;
            previous = act;
        }

        Each(places.Length, (start, end) =>
        {
            var slope = chain.LikelihoodsOf(start, end);
            if (Matters(slope))
                _learned.Descend(some[(start * places.Length) + end], [.. slope, Vectors.Sum(slope)], round);
            return 0;
        });
        DescendSteps(pairs, round);
    }

    private void DescendSteps(float[] pairs, int round)
    {
        for (var row = 0; row <= _acts.Count; row++)
        {
            var slope = pairs.AsSpan(row * _acts.Count, _acts.Count);
            if (!Matters(slope))
                continue;
            _steps.Descend([row], slope, round);
            for (var i = row * _acts.Count; i < (row + 1) * _acts.Count; i++)
                _stepWeights[i] = MathF.Exp(_steps.Weights[i]);
        }
    }

    // What is made of each pair of joints, as a chain lays them out.
    private static T[] Each<T>(int joints, Func<int, int, T> make)
    {
        var all = new T[joints * joints];
        for (var start = 0; start < joints; start++)
        {
            for (var end = start + 1; end < joints; end++)
                all[(start * joints) + end] = make(start, end);
        }

        return all;
    }

    private static bool Matters(ReadOnlySpan<float> slope)
    {
        foreach (var value in slope)
        {
            if (Math.Abs(value) > Slight)
                return true;
        }

        return false;
    }

    private static List<uint> Seen(Features features, Example example, int first, int end)
    {
        List<uint> seen = [];
        features.OfClause(first, end, example.Kinds, seen);
        return seen;
    }
}
