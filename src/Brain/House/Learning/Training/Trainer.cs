using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Brain.House.Learning.Training;

/// <summary>Learns a model from examples: the same one from the same examples and seed.</summary>
internal static class Trainer
{
    private const int Seed = 20_261_118;
    private const int Copies = 1;

    // Measured on utterances of hands that were not learned from.
    private const float Temperature = 1f;

    // Changes when what is learned, or how, changes: the digest tells a model of other code from ours.
    private const string Version = "3";

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

        var spans = Task.Run(() => SpanLearning.Learn(all, named, kinds, Seed));
        var crossed = Crossed(all, named, kinds, examples.Count);
        var joints = Task.Run(() => JointLearning.Learn(crossed.Examples, named, Seed));
        var clauses = ClauseLearning.Learn(crossed.Examples, named, crossed.Joints, acts, Seed);
        return new Model
        {
            Digest = digest,
            Kinds = kinds,
            Acts = acts,
            Spans = spans.Result.Table,
            Steps = spans.Result.Steps,
            Joints = joints.Result,
            ClauseActs = clauses.Table,
            ActSteps = clauses.Steps,
            ActTemperature = Temperature,
        };
    }

    // The spans and joints of each half as they are found by who learned from the other half: as they will be found
    // in what nobody learned from.
    private static (Example[] Examples, float[][] Joints) Crossed(
        List<Example> all, Func<string, bool>[] named, string[] kinds, int count)
    {
        int[][] halves = [.. Enumerable.Range(0, 2).Select(half =>
            Enumerable.Range(0, all.Count).Where(at => at % count % 2 == half).ToArray())];
        var read = all.ToArray();
        Parallel.For(0, 2, half =>
        {
            var (table, steps) = SpanLearning.Learn(
                [.. halves[half].Select(at => all[at])], [.. halves[half].Select(at => named[at])], kinds, Seed);
            var finder = new SpanFinder(table, steps);
            foreach (var at in halves[1 - half])
                read[at] = WithSpans(all[at], named[at], finder, kinds);
        });
        var joints = new float[all.Count][];
        Parallel.For(0, 2, half =>
        {
            var table = JointLearning.Learn(
                [.. halves[half].Select(at => read[at])], [.. halves[half].Select(at => named[at])], Seed);
            foreach (var at in halves[1 - half])
            {
                joints[at] = UtteranceReader.JointScores(
                    table, new Features(read[at].Tokens, read[at].Situation, named[at]), read[at].Kinds,
                    read[at].Begins);
            }
        });
        return (read, joints);
    }

    private static Example WithSpans(Example example, Func<string, bool> named, SpanFinder finder, string[] kinds)
    {
        var (labels, _) = finder.Find(
            new Features(example.Tokens, example.Situation, named), example.Tokens.Count);
        return example with
        {
            Kinds = [.. labels.Select(label => Model.KindOf(label) is >= 0 and var kind ? kinds[kind] : null)],
            Begins = [.. labels.Select(Model.Begins)],
        };
    }

    /// <summary>Digest of what a model is learned from.</summary>
    public static string DigestOf(IEnumerable<string> files)
    {
        var text = new StringBuilder(Version).Append(Copies).Append(Seed);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            text.Append('\n').Append(Path.GetFileName(file))
                .Append('\n').Append(File.ReadAllText(file).ReplaceLineEndings("\n"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

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
}
