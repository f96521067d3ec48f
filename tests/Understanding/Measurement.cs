using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;

namespace Gateway.Understanding;

/// <summary>
/// How well utterances of hands that were not learned from are read: the last set of each language is kept back.
/// </summary>
internal static class Measurement
{
    private const int Seed = 7;

    public static void Run(List<string> files, TextWriter output, string[] show)
    {
        var held = files.GroupBy(file => Path.GetFileName(file).Split('.')[1]).Select(group => group.Last()).ToHashSet();
        List<Example> learned = [.. files.Where(file => !held.Contains(file)).SelectMany(Corpus.Read)];
        List<Example> unseen = [.. held.Order(StringComparer.Ordinal).SelectMany(Corpus.Read)];
        output.WriteLine($"{learned.Count} utterances learned, {unseen.Count} of other hands read.");
        var model = Trainer.Train(learned, "");
        var temperature = TemperatureFor(model, unseen);
        output.WriteLine($"Best temperature {temperature}, that of the trainer {model.ActTemperature}.");
        output.WriteLine($"{model.Spans.Features.Length} + {model.Joints.Features.Length} + {model.ClauseActs.Features.Length} features.");
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
            Score.Of(reader, examples).Write(output, name, show.Contains("-v") && !name.Contains(' ', StringComparison.Ordinal));
    }

    /// <summary>
    /// By what scores are best divided, so that likelihoods say how often they are right (Guo et al. 2017).
    /// </summary>
    private static float TemperatureFor(Model model, List<Example> examples)
    {
        List<(float[] Scores, int Act)> all = [];
        List<uint> seen = [];
        foreach (var example in examples)
        {
            var features = new Features(example.Tokens, example.Situation, _ => false);
            for (var clause = 0; clause < example.Clauses.Count; clause++)
            {
                var scores = new float[model.Acts.Length];
                seen.Clear();
                features.OfClause(example.Clauses, clause, example.Kinds, seen);
                model.ClauseActs.Score(seen, scores);
                all.Add((scores, Array.IndexOf(model.Acts, example.Clauses[clause].Act)));
            }
        }

        return Enumerable.Range(10, 41).Select(tenths => tenths / 10f).MinBy(temperature => all.Sum(one =>
        {
            var scores = one.Scores.Select(score => score / temperature).ToArray();
            Vectors.Softmax(scores);
            return -Math.Log(Math.Max(1e-9, scores[one.Act]));
        }));
    }

    private sealed class Score
    {
        private readonly Dictionary<string, (int Right, int Read, int True)> _spans = [];
        private readonly Dictionary<string, (int Right, int Read, int True)> _acts = [];
        private readonly Dictionary<(string True, string Read), int> _mixed = [];
        private readonly (int Count, int Right, double Sum)[] _bins = new (int, int, double)[10];
        private int _whole;
        private int _count;
        private readonly List<string> _wrong = [];
        private readonly List<string> _wrongSpans = [];

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
            output.WriteLine($"{name}: acts F1 {F1(_acts.Values):0.0000}, spans F1 {F1(_spans.Values):0.0000}, all acts of a message right {(double)_whole / _count:0.000}, calibration error {CalibrationError():0.000}");
            output.WriteLine($"  names {F1(Of("first", "last")):0.000}, addresses {F1(Of("street", "unit", "care", "postcode", "city", "country")):0.000}, quantities {F1(Of("qty")):0.000}, products {F1(Of("product")):0.000}");
            if (!verbose)
                return;
            output.WriteLine("  spans: " + string.Join(", ", _spans.OrderByDescending(pair => pair.Value.True).Select(pair => $"{pair.Key} {F1([pair.Value]):0.00}/{pair.Value.True}")));
            output.WriteLine("  acts: " + string.Join(", ", _acts.OrderByDescending(pair => pair.Value.True).Select(pair => $"{pair.Key} {F1([pair.Value]):0.00}/{pair.Value.True}")));
            output.WriteLine("  mixed: " + string.Join(", ", _mixed.OrderByDescending(pair => pair.Value).Take(40).Select(pair => $"{pair.Key.True}>{pair.Key.Read} {pair.Value}")));
            output.WriteLine("  reliability: " + string.Join(", ", _bins.Where(bin => bin.Count > 0).Select(bin => $"{bin.Sum / bin.Count:0.00}={(double)bin.Right / bin.Count:0.00} ({bin.Count})")));
            foreach (var line in _wrong.Take(120))
                output.WriteLine("   " + line);
            foreach (var line in _wrongSpans.Take(300))
                output.WriteLine("    S " + line);
        }

        private IEnumerable<(int, int, int)> Of(params string[] kinds) =>
            kinds.Select(kind => _spans.GetValueOrDefault(kind));

        private void Add(UtteranceReader reader, Example example)
        {
            var text = TextOf(example);
            var random = new Random(text.Length);
            var named = example.Tokens.Where((_, i) => example.Kinds[i] == "product" && random.Next(2) == 0)
                .Select(token => token.Folded).ToHashSet();
            var read = reader.Read(text, example.Situation, word => word.Length > 2 && named.Contains(word));
            _count++;
            List<(int, int, string)> trueSpans = [];
            for (var i = 0; i < example.Tokens.Count; i++)
            {
                if (example.Kinds[i] is not { } kind || !example.Begins[i])
                    continue;
                var last = i;
                while (last + 1 < example.Tokens.Count && example.Kinds[last + 1] == kind && !example.Begins[last + 1])
                    last++;
                trueSpans.Add((example.Tokens[i].Start, example.Tokens[last].End, kind));
            }

            var readSpans = read.SelectMany(clause => clause.Spans).Select(span => (span.Start, span.End, span.Kind)).ToHashSet();
            foreach (var span in trueSpans)
                Count(_spans, span.Item3, readSpans.Contains(span) ? 1 : 0, 0, 1);
            foreach (var span in readSpans)
                Count(_spans, span.Kind, 0, 1, 0);

            if (trueSpans.Any(span => !readSpans.Contains(span)) || readSpans.Count != trueSpans.Count)
                _wrongSpans.Add($"{string.Join(", ", trueSpans.Where(span => !readSpans.Contains(span)).Select(span => $"{text[span.Item1..span.Item2]}={span.Item3}"))} <> {string.Join(", ", readSpans.Where(span => !trueSpans.Contains(span)).Select(span => $"{text[span.Start..span.End]}={span.Kind}"))} | {example.Situation.Asked}/{example.Situation.About} {text}");

            // A clause that was read counts for the true one that it shares most with.
            List<(string Act, int Start, int End)> trueClauses = [.. example.Clauses.Select(clause => (
                clause.Act, example.Tokens[clause.First].Start, example.Tokens[clause.First + clause.Count - 1].End))];
            var trueActs = trueClauses.Select(clause => clause.Act).ToList();
            var left = trueActs.ToList();
            foreach (var clause in read)
            {
                Count(_acts, clause.Act, left.Remove(clause.Act) ? 1 : 0, 1, 0);
                var best = trueClauses.MaxBy(other => Math.Min(other.End, clause.End) - Math.Max(other.Start, clause.Start));
                if (best.Act != clause.Act)
                    _mixed[(best.Act, clause.Act)] = _mixed.GetValueOrDefault((best.Act, clause.Act)) + 1;
                var bin = Math.Min(9, (int)(clause.Certainty * 10));
                _bins[bin] = (_bins[bin].Count + 1, _bins[bin].Right + (best.Act == clause.Act ? 1 : 0), _bins[bin].Sum + clause.Certainty);
            }

            foreach (var act in trueActs)
                Count(_acts, act, 0, 0, 1);
            if (read.Select(clause => clause.Act).SequenceEqual(trueActs))
                _whole++;
            else
                _wrong.Add($"{string.Join(" // ", trueActs)} <> {string.Join(" // ", read.Select(clause => $"{clause.Act} {clause.Certainty:0.00}"))} | {text}");
        }

        private static string TextOf(Example example)
        {
            var text = new System.Text.StringBuilder();
            foreach (var token in example.Tokens)
            {
                while (text.Length < token.Start)
                    text.Append(' ');
                text.Append(token.Text);
            }

            return text.ToString();
        }

        private double CalibrationError() =>
            _bins.Where(bin => bin.Count > 0).Sum(bin => Math.Abs((bin.Sum / bin.Count) - ((double)bin.Right / bin.Count)) * bin.Count)
                / _bins.Sum(bin => bin.Count);

        private static void Count(Dictionary<string, (int Right, int Read, int True)> counts, string key, int right, int read, int real)
        {
            var count = counts.GetValueOrDefault(key);
            counts[key] = (count.Right + right, count.Read + read, count.True + real);
        }

        private static double F1(IEnumerable<(int Right, int Read, int True)> counts)
        {
            var (right, read, real) = (0, 0, 0);
            foreach (var count in counts)
                (right, read, real) = (right + count.Right, read + count.Read, real + count.True);
            return right == 0 ? 0 : 2.0 * right / (read + real);
        }
    }
}
