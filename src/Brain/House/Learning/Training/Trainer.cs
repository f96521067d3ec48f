using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Brain.House.Learning.Training;

/// <summary>Learns a model from examples: the same one from the same examples and seed.</summary>
internal static class Trainer
{
    private const int Seed = 20_261_118;
    private const int Copies = 1;
    private const int Rounds = 4;

    // What is not always there is not leaned on: of the features this share is looked at (Wang and Manning 2013).
    private const float KeptOfClause = 0.5f;
    private const float KeptOfToken = 0.8f;

    private const float Rate = 0.12f;
    private const float Decay = 0.005f;

    // What was seen less often tells nothing of what has not been seen.
    private const int LeastSeen = 6;

    // Measured on utterances of hands that were not learned from.
    private const float Temperature = 1.2f;

    // Changes when what is learned, or how, changes: the digest tells a model of other code from ours.
    private const string Version = "2";

    /// <summary>Words that stand in product names and in everything else.</summary>
    private const int ShortestNamed = 3;

    /// <summary>Learns.</summary>
    public static Model Train(IReadOnlyList<Example> examples, string digest)
    {
        string[] kinds = Sorted(examples.SelectMany(example => example.Kinds).OfType<string>());
        string[] acts = Sorted(examples.SelectMany(example => example.Clauses).Select(clause => clause.Act));
        var typing = new Typing(examples, Seed);
        List<Example> all = [.. examples];
        for (var copy = 0; copy < Copies; copy++)
            all.AddRange(examples.Select(typing.Type));
        var named = Named(all);

        var spans = Task.Run(() => TrainSpans(all, named, kinds));
        var rest = Task.Run(() => (Joints: TrainJoints(all, named), Acts: TrainActs(all, named, acts)));
        return new Model
        {
            Digest = digest,
            Kinds = kinds,
            Acts = acts,
            YesWords = Sorted(examples.SelectMany(YesWordsOf)),
            Spans = spans.Result.Table,
            Steps = spans.Result.Steps,
            Joints = rest.Result.Joints,
            ClauseActs = rest.Result.Acts,
            ActTemperature = Temperature,
        };
    }

    /// <summary>Digest of what a model is learned from.</summary>
    public static string DigestOf(IEnumerable<string> files)
    {
        var text = new StringBuilder(Version).Append(Copies).Append(Rounds).Append(Seed);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            text.Append('\n').Append(Path.GetFileName(file))
                .Append('\n').Append(File.ReadAllText(file).ReplaceLineEndings("\n"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<string> YesWordsOf(Example example) => example.Clauses
        .Where(clause => clause.Act == "yes" && example.Situation.Asked is "confirm" or "order")
        .SelectMany(clause => example.Tokens.Skip(clause.First).Take(clause.Count))
        .Where(token => !token.IsMark)
        .Select(token => token.Folded);

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];

    // What is sold is known by name in most shops, and never all of it.
    private static Func<string, bool>[] Named(List<Example> examples)
    {
        var words = examples.SelectMany(example => example.Tokens.Where((_, i) => example.Kinds[i] == Spans.Product))
            .Select(token => token.Folded)
            .Where(word => word.Length >= ShortestNamed)
            .Distinct()
            .ToList();
        var random = new Random(Seed);
        var catalogues = Enumerable.Range(0, 8).Select(share => words
            .Where(_ => random.Next(8) < share)
            .ToFrozenSet(StringComparer.Ordinal))
            .ToList();
        return [.. examples.Select(_ => (Func<string, bool>)catalogues[random.Next(catalogues.Count)].Contains)];
    }

    private static (WeightTable Table, float[] Steps) TrainSpans(
        List<Example> examples, Func<string, bool>[] named, string[] kinds)
    {
        var labels = Model.LabelsOf(kinds.Length);
        var index = kinds.Select((kind, at) => (kind, at)).ToFrozenDictionary(pair => pair.kind, pair => pair.at);
        var (rows, known) = Seen(examples, named, (example, features, all) =>
        {
            for (var i = 0; i < example.Tokens.Count; i++)
            {
                List<uint> seen = [];
                features.OfToken(i, seen);
                all.Add(seen);
            }
        });
        var learned = new Learned(known.Length, labels);
        var steps = new Learned(labels + 1, labels);
        var canFollow = new bool[(labels + 1) * labels];
        for (var previous = 0; previous <= labels; previous++)
        {
            for (var label = 0; label < labels; label++)
                canFollow[(previous * labels) + label] = Model.CanFollow(label, previous == labels ? -1 : previous);
        }

        var stepWeights = new float[steps.Weights.Length];
        var random = new Random(Seed);
        foreach (var (round, at) in InTurn(examples.Count))
        {
            var example = examples[at];
            var scores = new float[example.Tokens.Count * labels];
            var some = rows[at].ConvertAll(features => Some(features, KeptOfToken, random));
            for (var i = 0; i < example.Tokens.Count; i++)
                learned.Score(some[i], scores.AsSpan(i * labels, labels));
            for (var i = 0; i < scores.Length; i++)
                scores[i] /= KeptOfToken;
            for (var i = 0; i < stepWeights.Length; i++)
                stepWeights[i] = canFollow[i] ? MathF.Exp(steps.Weights[i]) : 0;
            var pairs = new float[(labels + 1) * labels];
            var likelihoods = Chain.Likelihoods(scores, stepWeights, labels, pairs);
            likelihoods.AsSpan(0, labels).CopyTo(pairs.AsSpan(labels * labels));
            var previous = labels;
            for (var i = 0; i < example.Tokens.Count; i++)
            {
                var label = Model.LabelOf(example.Kinds[i] is { } kind ? index[kind] : -1, example.Begins[i]);
                var gradient = likelihoods.AsSpan(i * labels, labels);
                gradient[label] -= 1;
                pairs[(previous * labels) + label] -= 1;
                previous = label;
                learned.Descend(some[i], gradient, RateOf(round));
            }

            for (var row = 0; row <= labels; row++)
                steps.Descend([row], pairs.AsSpan(row * labels, labels), RateOf(round));
        }

        float[] table = [.. steps.Weights.Select((step, i) => canFollow[i] ? step : Chain.Never)];
        return (WeightTable.Of(known, learned.Weights, labels), table);
    }

    private static WeightTable TrainJoints(List<Example> examples, Func<string, bool>[] named)
    {
        List<bool>[] isJoint = [.. examples.Select(_ => new List<bool>())];
        var place = 0;
        var (rows, known) = Seen(examples, named, (example, features, all) =>
        {
            var starts = example.Clauses.Select(clause => clause.First).ToHashSet();
            var own = isJoint[place++];
            for (var i = 1; i < example.Tokens.Count; i++)
            {
                if (example.Kinds[i] is not null && !example.Begins[i])
                    continue;
                List<uint> seen = [];
                features.OfJoint(i, example.Kinds, seen);
                all.Add(seen);
                own.Add(starts.Contains(i));
            }
        });
        var learned = new Learned(known.Length, 1);
        var score = new float[1];
        var random = new Random(Seed);
        foreach (var (round, at) in InTurn(examples.Count))
        {
            for (var i = 0; i < rows[at].Count; i++)
            {
                score[0] = 0;
                var some = Some(rows[at][i], KeptOfClause, random);
                learned.Score(some, score);
                var gradient = (1 / (1 + MathF.Exp(-score[0] / KeptOfClause))) - (isJoint[at][i] ? 1 : 0);
                learned.Descend(some, [gradient], RateOf(round));
            }
        }

        return WeightTable.Of(known, learned.Weights, 1);
    }

    private static WeightTable TrainActs(List<Example> examples, Func<string, bool>[] named, string[] acts)
    {
        var index = acts.Select((act, at) => (act, at)).ToFrozenDictionary(pair => pair.act, pair => pair.at);
        var (rows, known) = Seen(examples, named, (example, features, all) =>
        {
            for (var clause = 0; clause < example.Clauses.Count; clause++)
            {
                List<uint> seen = [];
                features.OfClause(example.Clauses, clause, example.Kinds, seen);
                all.Add(seen);
            }
        });
        var learned = new Learned(known.Length, acts.Length);
        var scores = new float[acts.Length];
        var random = new Random(Seed);
        foreach (var (round, at) in InTurn(examples.Count))
        {
            for (var clause = 0; clause < rows[at].Count; clause++)
            {
                Array.Clear(scores);
                var some = Some(rows[at][clause], KeptOfClause, random);
                learned.Score(some, scores);
                for (var i = 0; i < scores.Length; i++)
                    scores[i] /= KeptOfClause;
                Vectors.Softmax(scores);
                scores[index[examples[at].Clauses[clause].Act]] -= 1;
                learned.Descend(some, scores, RateOf(round));
            }
        }

        return WeightTable.Of(known, learned.Weights, acts.Length);
    }

    private static int[] Some(int[] features, float kept, Random random) =>
        [.. features.Where(_ => random.NextSingle() < kept)];

    private static (List<int[]>[] Rows, uint[] Known) Seen(
        List<Example> examples, Func<string, bool>[] named, Action<Example, Features, List<List<uint>>> look)
    {
        var counts = new Dictionary<uint, int>();
        List<List<uint>>[] seen = [.. examples.Select((example, at) =>
        {
            List<List<uint>> all = [];
            look(example, new Features(example.Tokens, example.Situation, named[at]), all);
            foreach (var feature in all.SelectMany(features => features))
                counts[feature] = counts.GetValueOrDefault(feature) + 1;
            return all;
        })];
        uint[] known = [.. counts.Where(count => count.Value >= LeastSeen).Select(count => count.Key).Order()];
        var rows = known.Select((feature, row) => (feature, row))
            .ToFrozenDictionary(pair => pair.feature, pair => pair.row);
        return ([.. seen.Select(all => all.ConvertAll(RowsOf))], known);

        int[] RowsOf(List<uint> features) => [.. features
            .Select(feature => rows.GetValueOrDefault(feature, -1))
            .Where(row => row >= 0)
            .Distinct()];
    }

    private static IEnumerable<(int Round, int At)> InTurn(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var at in order)
                yield return (round, at);
        }
    }

    private static float RateOf(int round) => Rate / (1 + (0.35f * round));

    /// <summary>Weights while they are learned.</summary>
    private sealed class Learned(int rows, int labels)
    {
        private readonly float[] _squares = NewSquares(rows * labels);

        public float[] Weights { get; } = new float[rows * labels];

        public void Score(int[] features, Span<float> scores)
        {
            foreach (var row in features)
                Vectors.AddScaled(scores, Weights.AsSpan(row * labels, labels), 1);
        }

        public void Descend(ReadOnlySpan<int> features, ReadOnlySpan<float> gradient, float rate)
        {
            foreach (var row in features)
            {
                var weights = Weights.AsSpan(row * labels, labels);
                var squares = _squares.AsSpan(row * labels, labels);
                Vectors.Descend(weights, squares, gradient, rate, Decay);
            }
        }

        private static float[] NewSquares(int count)
        {
            var squares = new float[count];
            Array.Fill(squares, 1f);
            return squares;
        }
    }
}
