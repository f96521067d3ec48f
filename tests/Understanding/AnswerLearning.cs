using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Tests.Shop.Catalogue.Answers;

namespace Gateway.Understanding;

/// <summary>
/// Learns how a shop's answers are found: which words are said in which acts, from the corpora; what counts how much,
/// from questions with the entries that answer them. For the second the last set of each language, which the reader
/// has not learned from then, lends its utterances to the shops' entries.
/// </summary>
internal static class AnswerLearning
{
    private const int Seed = 11;
    private const int LeastWord = 3;
    private const int LeastPair = 8;
    private const int MostActs = 8;
    private const float Prior = 6;
    private const float LeastStrength = 0.25f;
    private const int OfWording = 6;
    private const int OfAct = 16;
    private const int NoisyCopies = 2;
    private const int Rounds = 40;
    private const int Batch = 32;
    private const float Rate = 0.02f;
    private const float Decay = 0.001f;
    private const double Known = Gateway.Brain.Shop.Catalogue.CatalogueSearch.KnownAnswer;

    // A question written for an entry tells more than one that was lent to it.
    private const float OfWritten = 2;
    private const float OfNothing = 3;
    private const float OfNoisy = 1;
    private const float OfLent = 0.5f;
    private const float OfHeading = 0.3f;
    private const int TerseWords = 3;
    private const float OfWithout = 0.8f;

    // People ask what shops answer more often than the questions learned from do.
    private const float Lenience = 0.3f;

    // No shop's answers know what is told or asked by these.
    private static readonly string[] Unanswered =
        ["off", "chat", "seek", "gift", "order", "stock", "compare", "advise", "identity", "inform", "detail.size"];

    public static AnswerModel Learn(
        IReadOnlyList<string> files, IReadOnlyList<AnsweredPairs> shops, IReadOnlyList<FollowUpChain> chains,
        string? keptReader, TextWriter output)
    {
        var held = files.GroupBy(file => Path.GetFileName(file).Split('.')[1]).Select(set => set.Last()).ToHashSet();
        List<Example> seen = [.. files.Where(file => !held.Contains(file)).SelectMany(Corpus.Read)];
        List<Example> lent = [.. held.Order(StringComparer.Ordinal).SelectMany(Corpus.Read)];
        var reader = ReaderOf(seen, keptReader);
        var words = Count(seen, new Dictionary<string, float>());
        var cases = CasesOf(shops, lent, reader, words);
        output.WriteLine($"{cases.Count} questions.");
        Estimate(cases, output);
        var weights = Descend(cases);
        Calibrate(cases, weights);
        foreach (var (name, weight) in AnswerLeaning.Learn(chains, shops, reader, Count(seen, weights), output))
            weights[name] = weight;
        foreach (var (name, weight) in weights.Where(pair => !pair.Key.Contains('.', StringComparison.Ordinal))
            .OrderByDescending(pair => Math.Abs(pair.Value)).Take(12))
            output.WriteLine($"  {name} {weight:0.00}");
        return Count([.. seen, .. lent], weights, AnsweredPairs.DigestOfInputs("."));
    }

    private static UtteranceReader ReaderOf(List<Example> seen, string? kept)
    {
        if (kept is not null && File.Exists(kept))
        {
            using var stream = File.OpenRead(kept);
            return new UtteranceReader(Model.Read(stream));
        }

        var model = Trainer.Train(seen, "");
        if (kept is not null)
        {
            using var stream = File.Create(kept);
            model.Write(stream);
        }

        return new UtteranceReader(model);
    }

    private static AnswerModel Count(List<Example> examples, Dictionary<string, float> weights, string digest = "")
    {
        string[] acts = [.. examples.SelectMany(example => example.Clauses).Select(clause => clause.Act)
            .Distinct().Order(StringComparer.Ordinal)];
        var placeOf = acts.Select((act, at) => (act, at)).ToDictionary(pair => pair.act, pair => pair.at);
        var counts = new Dictionary<string, float[]>();
        var all = new float[acts.Length];
        foreach (var example in examples)
        {
            foreach (var clause in example.Clauses)
            {
                var locale = example.Situation.Locale;
                var act = placeOf[clause.Act];
                all[act]++;
                foreach (var key in AnswerModel.KeysOf(Terms.Of(WordsOf(example, clause), locale), locale))
                {
                    if (!counts.TryGetValue(key, out var of))
                        counts[key] = of = new float[acts.Length];
                    of[act]++;
                }
            }
        }

        foreach (var (locale, act, wording) in Headings())
        {
            foreach (var key in AnswerModel.KeysOf(Terms.Of(wording, locale), locale))
            {
                if (!counts.TryGetValue(key, out var of))
                    counts[key] = of = new float[acts.Length];
                of[placeOf[act]] += OfWording;
            }
        }

        var clauses = (int)all.Sum();
        var units = new Dictionary<string, AnswerModel.Unit>();
        foreach (var (key, of) in counts)
        {
            var count = (int)of.Sum();
            if (count < (key.Contains(' ', StringComparison.Ordinal) ? LeastPair : LeastWord))
                continue;
            var strengths = of
                .Select((number, act) =>
                    (Act: act, Strength: MathF.Log((number + (Prior * all[act] / clauses)) / (count + Prior)
                        * clauses / all[act])))
                .Where(pair => pair.Strength >= LeastStrength)
                .OrderByDescending(pair => pair.Strength)
                .Take(MostActs)
                .ToList();
            // A pair that says nothing more is not worth its place; that a word is known is.
            if (strengths.Count == 0 && key.Contains(' ', StringComparison.Ordinal))
                continue;
            units[key] = new AnswerModel.Unit(
                count, [.. strengths.Select(pair => pair.Act)], [.. strengths.Select(pair => pair.Strength)]);
        }

        return new AnswerModel(acts, clauses, units, weights) { Digest = digest };
    }

    // How shops word what customers ask: few lines that say much.
    private static IEnumerable<(string Locale, string Act, string Wording)> Headings() =>
        Directory.GetFiles("src/Brain/Shop/Catalogue/Answers", "headings.*.txt").Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file)
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .SelectMany(line => line[1].Split(';', StringSplitOptions.TrimEntries)
                    .Select(wording => (Path.GetFileName(file).Split('.')[1], line[0], wording))));

    // Names of goods and people say nothing of what is asked.
    private static List<string> WordsOf(Example example, Clause clause)
    {
        List<string> words = [];
        for (var i = clause.First; i < clause.First + clause.Count; i++)
        {
            if (!example.Tokens[i].IsMark && example.Kinds[i] is null or Spans.Date or Spans.Country or Spans.Relay)
                words.AddRange(Gateway.Brain.House.Reading.Word.In(example.Tokens[i].Text).Select(word => word.Text));
        }

        return words;
    }

    private static List<Case> CasesOf(
        IReadOnlyList<AnsweredPairs> shops, List<Example> lent, UtteranceReader reader, AnswerModel words)
    {
        List<Case> cases = [];
        var random = new Random(Seed);
        var typing = new Typing(lent, Seed);
        foreach (var shop in shops.Where(shop => !shop.IsHeldShop))
        {
            var sources = shop.Sources(reader);
            var index = new AnswerIndex(sources, shop.Locale, words);
            foreach (var pair in shop.Pairs.Where(pair => !pair.IsHeld))
            {
                Add(pair.Text, pair.Entries, pair.Entries.Count == 0 ? OfNothing : OfWritten);
                for (var copy = 0; copy < NoisyCopies; copy++)
                    Add(AnswerMeasurement.Typed(pair.Text, shop.Locale, typing), pair.Entries, OfNoisy);
            }

            for (var entry = 0; entry < shop.Items.Count; entry++)
                Add(shop.Items[entry].Question, [entry], OfHeading);
            foreach (var pair in shop.Pairs.Where(pair => !pair.IsHeld && pair.Entries.Count > 0))
            {
                // What the shop has no answer for is mostly what another shop has one for.
                var others = new AnswerIndex(
                    [.. sources.Where((_, entry) => !pair.Entries.Contains(entry))], shop.Locale, words);
                var sight = others.Look(AskedQuestion.Read(pair.Text, shop.Locale, reader));
                cases.Add(new Case(shop.Shop, sight.OfNone, sight.OfEntries, [], OfWithout));
            }

            foreach (var (act, entries) in shop.Acts.Concat(Unanswered
                .Where(act => !shop.Acts.ContainsKey(act))
                .Select(act => KeyValuePair.Create(act, (IReadOnlyList<int>)[]))))
            {
                var texts = lent
                    .Where(example => example.Situation.Locale == shop.Locale && example.Clauses is [var only]
                        && only.Act == act)
                    .Select(example => AnswerMeasurement.TextOf(example.Tokens))
                    .ToArray();
                random.Shuffle(texts);
                foreach (var text in texts.Take(OfAct))
                    Add(text, entries, OfLent);
                // Some ask in a word or two, as headings do.
                foreach (var (_, _, wording) in Headings().Where(one => one.Locale == shop.Locale && one.Act == act
                    && one.Wording.Count(letter => letter == ' ') < TerseWords))
                    Add(wording, entries, OfHeading);
            }

            void Add(string text, IReadOnlyList<int> entries, float weight)
            {
                var sight = index.Look(AskedQuestion.Read(text, shop.Locale, reader));
                cases.Add(new Case(shop.Shop, sight.OfNone, sight.OfEntries, entries, weight));
            }
        }

        return cases;
    }

    // How well a shop's answers are found by what was learned from the others.
    private static void Estimate(List<Case> cases, TextWriter output)
    {
        foreach (var shop in cases.Select(one => one.Shop).Distinct())
        {
            List<Case> others = [.. cases.Where(one => one.Shop != shop)];
            var weights = Descend(others);
            Calibrate(others, weights);
            var ranking = new AnswerRanking(weights);
            List<Case> own = [.. cases.Where(one => one.Shop == shop && one.Weight >= OfWritten)];
            var (first, answered, wrong, untrue) = (0, 0, 0, 0);
            foreach (var one in own)
            {
                var scores = one.Entries.Select(seen => ranking.OfEntryScore(seen)).ToArray();
                var best = Array.IndexOf(scores, scores.Max());
                var isKnown = ranking.Likelihood(scores[best], ranking.OfNoneScore(one.None)) >= Known;
                var isRight = one.Right.Contains(best);
                first += isRight ? 1 : 0;
                answered += isRight && isKnown ? 1 : 0;
                wrong += one.Right.Count > 0 && !isRight && isKnown ? 1 : 0;
                untrue += one.Right.Count == 0 && isKnown ? 1 : 0;
            }

            var asked = own.Count(one => one.Right.Count > 0);
            output.WriteLine(
                $"{shop} by the others: first {first} of {asked}, answered rightly {answered}, wrongly {wrong}, " +
                $"without an answer answered {untrue} of {own.Count - asked}");
        }
    }

    // The likelihood of the right entries, or of none, by a softmax over all entries and none.
    private static Dictionary<string, float> Descend(List<Case> cases)
    {
        var names = NamesOf();
        var weights = new float[names.Length];
        var random = new Random(Seed);
        // Units that began alike would stay alike.
        for (var i = Linear; i < weights.Length; i++)
            weights[i] = names[i].StartsWith("bias", StringComparison.Ordinal) ? 0
                : (random.NextSingle() - 0.5f) * 0.6f;
        var (means, squares) = (new float[weights.Length], new float[weights.Length]);
        var slopes = new float[weights.Length];
        var order = Enumerable.Range(0, cases.Count).ToArray();
        var step = 0;
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            var rate = Rate / (1 + (4f * round / Rounds));
            foreach (var batch in order.Chunk(Batch))
            {
                Array.Clear(slopes);
                var total = 0f;
                foreach (var at in batch)
                {
                    AddSlopes(cases[at], weights, slopes);
                    total += cases[at].Weight;
                }

                step++;
                for (var i = 0; i < weights.Length; i++)
                {
                    var slope = (slopes[i] / total) + (Decay * weights[i]);
                    means[i] = (0.9f * means[i]) + (0.1f * slope);
                    squares[i] = (0.999f * squares[i]) + (0.001f * slope * slope);
                    weights[i] -= rate * means[i] / (1 - MathF.Pow(0.9f, step))
                        / (MathF.Sqrt(squares[i] / (1 - MathF.Pow(0.999f, step))) + 1e-8f);
                }
            }
        }

        return names.Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static int Linear => AnswerRanking.OfEntry.Length + AnswerRanking.OfNone.Length;

    // The weights in the order in which they are learned: those of entries, of none, then of each unit.
    private static string[] NamesOf() =>
    [
        .. AnswerRanking.OfEntry, .. AnswerRanking.OfNone,
        .. Enumerable.Range(0, AnswerRanking.Hidden).SelectMany(unit => AnswerRanking.OfEntry
            .Select(name => $"{name}.{unit}").Append($"bias.{unit}").Append($"out.{unit}")),
    ];

    private static void AddSlopes(Case one, float[] weights, float[] slopes)
    {
        var entries = AnswerRanking.OfEntry.Length;
        var units = new float[one.Entries.Length, AnswerRanking.Hidden];
        var scores = new float[one.Entries.Length + 1];
        for (var at = 0; at < one.Entries.Length; at++)
        {
            var seen = one.Entries[at];
            scores[at] = Vectors.Dot(seen, weights.AsSpan(0, entries));
            for (var unit = 0; unit < AnswerRanking.Hidden; unit++)
            {
                var first = Linear + (unit * (entries + 2));
                units[at, unit] = MathF.Max(
                    0, Vectors.Dot(seen, weights.AsSpan(first, entries)) + weights[first + entries]);
                scores[at] += weights[first + entries + 1] * units[at, unit];
            }
        }

        scores[^1] = Vectors.Dot(one.None, weights.AsSpan(entries, one.None.Length));
        Vectors.Softmax(scores);
        int[] right = one.Right.Count == 0 ? [one.Entries.Length] : [.. one.Right];
        var likely = MathF.Max(1e-9f, right.Sum(at => scores[at]));
        for (var at = 0; at < scores.Length; at++)
        {
            var slope = one.Weight * (scores[at] - (right.Contains(at) ? scores[at] / likely : 0));
            if (at == one.Entries.Length)
            {
                Vectors.AddScaled(slopes.AsSpan(entries, one.None.Length), one.None, slope);
                continue;
            }

            Vectors.AddScaled(slopes.AsSpan(0, entries), one.Entries[at], slope);
            for (var unit = 0; unit < AnswerRanking.Hidden; unit++)
            {
                var first = Linear + (unit * (entries + 2));
                slopes[first + entries + 1] += slope * units[at, unit];
                if (units[at, unit] <= 0)
                    continue;
                var back = slope * weights[first + entries + 1];
                slopes[first + entries] += back;
                Vectors.AddScaled(slopes.AsSpan(first, entries), one.Entries[at], back);
            }
        }
    }

    private static void Calibrate(List<Case> cases, Dictionary<string, float> weights)
    {
        var ranking = new AnswerRanking(weights);
        (weights["slope"], weights["offset"]) = Steepness(cases.Select(one =>
        {
            var scores = one.Entries.Select(seen => ranking.OfEntryScore(seen)).ToArray();
            var best = Array.IndexOf(scores, scores.Max());
            return (Above: scores[best] - ranking.OfNoneScore(one.None), IsRight: one.Right.Contains(best),
                one.Weight);
        }));
    }

    /// <summary>The logistic function that tells how often the best is right (Platt 1999).</summary>
    /// <param name="cases">How far the best is above none, whether it is right, and how much that counts.</param>
    public static (float Slope, float Offset) Steepness(IEnumerable<(float Above, bool IsRight, float Weight)> cases)
    {
        var points = cases.ToList();
        var (slope, offset) = (1.0, 0.0);
        for (var round = 0; round < 4000; round++)
        {
            var (bySlope, byOffset) = (0.0, 0.0);
            foreach (var (above, isRight, weight) in points)
            {
                var off = weight * ((1 / (1 + Math.Exp(-((slope * above) + offset)))) - (isRight ? 1 : 0));
                bySlope += off * above;
                byOffset += off;
            }

            slope -= 0.1 * bySlope / points.Count;
            offset -= 0.1 * byOffset / points.Count;
        }

        return ((float)slope, (float)offset + Lenience);
    }

    private sealed record Case(
        string Shop, float[] None, float[][] Entries, IReadOnlyList<int> Right, float Weight);
}
