using System.Runtime.InteropServices;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;

namespace Gateway.Understanding;

/// <summary>
/// How well utterances of hands that were not learned from are read: the sets that are named (<c>fr.17</c>), or else
/// the last by its name of each language, are kept back.
/// </summary>
internal static class Measurement
{
    private const int Seed = 7;
    private const string Verbose = "-v";

    /// <summary>Learns from some sets and reads others.</summary>
    /// <param name="files">The sets of the corpora.</param>
    /// <param name="aside">Sets that are never learned from.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="options">Names of sets, and <c>-v</c>.</param>
    public static void Run(
        IReadOnlyList<string> files, IReadOnlyList<string> aside, TextWriter output, string[] options)
    {
        var named = options.Where(option => option != Verbose).ToList();
        var held = (named.Count > 0
            ? files.Concat(aside).Where(
                file => named.Exists(name => file.EndsWith($".{name}.txt", StringComparison.Ordinal)))
            : files.GroupBy(file => Path.GetFileName(file).Split('.')[1]).Select(group => group.Last())).ToHashSet();
        List<Example> learned = [.. files.Where(file => !held.Contains(file)).SelectMany(Corpus.Read)];
        List<Example> unseen = [.. held.Order(StringComparer.Ordinal).SelectMany(Corpus.Read)];
        output.WriteLine($"{learned.Count} utterances learned, {unseen.Count} of other hands read.");
        var model = Trainer.Train(learned, "");
        var features = model.Spans.Features.Length + model.Joints.Features.Length + model.ClauseActs.Features.Length;
        output.WriteLine($"{features} features.");
        using var packed = new MemoryStream();
        model.Write(packed);
        output.WriteLine($"{packed.Length / 1024.0 / 1024:0.0} MB packed.");
        packed.Position = 0;
        var reader = new UtteranceReader(Model.Read(packed));
        var typing = new Typing(unseen, Seed);
        foreach (var (name, examples) in new[]
        {
            ("fr", unseen.Where(example => example.Situation.Locale == "fr").ToList()),
            ("en", unseen.Where(example => example.Situation.Locale == "en").ToList()),
            ("fr noisy", unseen.Where(example => example.Situation.Locale == "fr").Select(typing.Type).ToList()),
            ("en noisy", unseen.Where(example => example.Situation.Locale == "en").Select(typing.Type).ToList()),
        })
            Score.Of(reader, examples).Write(output, name, options.Contains(Verbose));
    }

    private sealed class Score
    {
        private readonly Dictionary<string, Tally> _spans = [];
        private readonly Dictionary<string, Tally> _acts = [];
        private readonly (int Count, int Right, double Sum)[] _bins = new (int, int, double)[10];
        private int _whole;
        private int _count;

        public static Score Of(UtteranceReader reader, List<Example> examples)
        {
            var score = new Score();
            foreach (var example in examples)
                score.Add(reader, example);
            return score;
        }

        public void Write(TextWriter output, string name, bool verbose)
        {
            output.WriteLine();
            output.WriteLine(
                $"{name}: acts F1 {F1(_acts.Values):0.000}, spans F1 {F1(_spans.Values):0.000}, " +
                $"all acts of a message right {(double)_whole / _count:0.000}, " +
                $"calibration error {CalibrationError():0.000}");
            output.WriteLine(
                $"  names {F1(Of("first", "last")):0.000}, " +
                $"addresses {F1(Of("street", "unit", "care", "postcode", "city", "country")):0.000}, " +
                $"quantities {F1(Of("qty")):0.000}, products {F1(Of("product")):0.000}");
            var bins = _bins.Where(bin => bin.Count > 0)
                .Select(bin => $"{bin.Sum / bin.Count:0.00} {(double)bin.Right / bin.Count:0.00} ({bin.Count})");
            output.WriteLine($"  said and right: {string.Join(", ", bins)}");
            if (!verbose)
                return;
            output.WriteLine($"  spans: {Each(_spans)}");
            output.WriteLine($"  acts: {Each(_acts)}");
        }

        private static string Each(Dictionary<string, Tally> tallies) => string.Join(
            ", ", tallies.OrderByDescending(pair => pair.Value.True)
                .Select(pair => $"{pair.Key} {F1([pair.Value]):0.00} of {pair.Value.True}"));

        private IEnumerable<Tally> Of(params string[] kinds) => kinds.Select(kind => _spans.GetValueOrDefault(kind));

        private void Add(UtteranceReader reader, Example example)
        {
            var text = TextOf(example);
            // A shop knows the names of about half of what people call its goods.
            var random = new Random(text.Length);
            var named = example.Tokens.Where((_, i) => example.Kinds[i] == Spans.Product && random.Next(2) == 0)
                .Select(token => token.Folded)
                .ToHashSet();
            var read = reader.Read(text, example.Situation, word => word.Length > 2 && named.Contains(word));
            _count++;
            AddSpans(example, read);
            AddActs(example, read);
        }

        private void AddSpans(Example example, IReadOnlyList<ReadClause> read)
        {
            var found = read.SelectMany(clause => clause.Spans)
                .Select(span => (span.Start, span.End, span.Kind))
                .ToHashSet();
            for (var i = 0; i < example.Tokens.Count; i++)
            {
                if (example.Kinds[i] is not { } kind || !example.Begins[i])
                    continue;
                var last = i;
                while (last + 1 < example.Tokens.Count && example.Kinds[last + 1] == kind && !example.Begins[last + 1])
                    last++;
                var isFound = found.Contains((example.Tokens[i].Start, example.Tokens[last].End, kind));
                Count(_spans, kind, new Tally(isFound ? 1 : 0, 0, 1));
            }

            foreach (var (_, _, kind) in found)
                Count(_spans, kind, new Tally(0, 1, 0));
        }

        // A clause that was read is held against the true one that it shares most with.
        private void AddActs(Example example, IReadOnlyList<ReadClause> read)
        {
            List<(string Act, int Start, int End)> clauses = [.. example.Clauses.Select(clause => (
                clause.Act, example.Tokens[clause.First].Start, example.Tokens[clause.First + clause.Count - 1].End))];
            List<string> acts = [.. clauses.Select(clause => clause.Act)];
            var left = acts.ToList();
            foreach (var clause in read)
            {
                Count(_acts, clause.Act, new Tally(left.Remove(clause.Act) ? 1 : 0, 1, 0));
                var (act, _, _) = clauses.MaxBy(
                    other => Math.Min(other.End, clause.End) - Math.Max(other.Start, clause.Start));
                var bin = Math.Min(9, (int)(clause.Certainty * 10));
                var (count, right, sum) = _bins[bin];
                _bins[bin] = (count + 1, right + (act == clause.Act ? 1 : 0), sum + clause.Certainty);
            }

            foreach (var act in acts)
                Count(_acts, act, new Tally(0, 0, 1));
            if (read.Select(clause => clause.Act).SequenceEqual(acts))
                _whole++;
        }

        private static string TextOf(Example example)
        {
            var text = new System.Text.StringBuilder();
            foreach (var token in example.Tokens)
                text.Append(' ', token.Start - text.Length).Append(token.Text);
            return text.ToString();
        }

        private double CalibrationError() => _bins.Where(bin => bin.Count > 0)
            .Sum(bin => Math.Abs((bin.Sum / bin.Count) - ((double)bin.Right / bin.Count)) * bin.Count)
            / _bins.Sum(bin => bin.Count);

        private static void Count(Dictionary<string, Tally> tallies, string key, Tally more)
        {
            var tally = tallies.GetValueOrDefault(key);
            tallies[key] = new Tally(tally.Right + more.Right, tally.Read + more.Read, tally.True + more.True);
        }

        private static double F1(IEnumerable<Tally> tallies)
        {
            var (right, both) = (0, 0);
            foreach (var tally in tallies)
                (right, both) = (right + tally.Right, both + tally.Read + tally.True);
            return right == 0 ? 0 : 2.0 * right / both;
        }

        [StructLayout(LayoutKind.Auto)]
        private readonly record struct Tally(int Right, int Read, int True);
    }
}
