using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Tests.Shop.Catalogue.Answers;

namespace Gateway.Understanding;

/// <summary>
/// Learns when a question goes on from what was told before it: from chains of questions, and from questions that stand
/// by themselves after something else was told.
/// </summary>
internal static class AnswerLeaning
{
    private const int Seed = 13;
    private const int NoisyCopies = 2;
    private const int Rounds = 600;
    private const float Rate = 0.03f;
    private const float Decay = 0.0007f;
    private const float OfChain = 2;
    private const float OfNoisy = 0.7f;
    private const float OfOther = 0.5f;
    private const float OfNothing = 0.4f;

    /// <summary>The weights, by the names in <see cref="Leaning"/>.</summary>
    /// <param name="chains">Those that are held back are left alone.</param>
    /// <param name="shops">Whose answers are asked.</param>
    /// <param name="reader">Has not seen them.</param>
    /// <param name="model">Ranks without what was told.</param>
    /// <param name="output">Is told how much was learned from.</param>
    public static IReadOnlyDictionary<string, float> Learn(
        IReadOnlyList<FollowUpChain> chains, IReadOnlyList<AnsweredPairs> shops, UtteranceReader reader,
        AnswerModel model, TextWriter output)
    {
        List<Case> cases = [];
        var random = new Random(Seed);
        var typing = new Typing([], Seed);
        foreach (var shop in shops)
        {
            var index = shop.Index(reader, model);
            foreach (var chain in chains.Where(chain =>
                !chain.IsHeld && chain.Shop == shop.Shop && chain.Locale == shop.Locale))
            {
                foreach (var (told, country, question) in chain.Leaning())
                {
                    Add(question.Text, told, country, question.Entries, OfChain);
                    for (var copy = 0; copy < NoisyCopies; copy++)
                    {
                        Add(AnswerMeasurement.Typed(question.Text, shop.Locale, typing), told, country,
                            question.Entries, OfNoisy);
                    }
                }
            }

            foreach (var pair in shop.Pairs.Where(pair => !pair.IsHeld && !shop.IsHeldShop))
            {
                Add(pair.Text, random.Next(shop.Items.Count), null, pair.Entries,
                    pair.Entries.Count == 0 ? OfNothing : OfOther);
            }

            void Add(string text, int told, string? country, IReadOnlyList<int> entries, float weight)
            {
                var question = AskedQuestion.Read(text, shop.Locale, reader, index[told].Heading)
                    with
                { Country = country };
                var seen = index.Look(question);
                var (ofEntries, none) = index.Lean(seen, question.Told)!.Value;
                cases.Add(new Case(seen.Scores, seen.NoneScore, ofEntries, none, entries, weight));
            }
        }

        output.WriteLine($"{cases.Count} questions after others.");
        var weights = Descend(cases);
        var leaning = new Leaning(weights);
        var (slope, offset) = AnswerLearning.Steepness(cases.Select(one =>
        {
            var scores = one.Scores.Select((score, at) => score + leaning.OfEntryScore(one.Entries[at])).ToArray();
            var best = Array.IndexOf(scores, scores.Max());
            return (scores[best] - one.NoneScore - leaning.OfNoneScore(one.None), one.Right.Contains(best), one.Weight);
        }));
        weights[Leaning.Slope] = slope;
        weights[Leaning.Offset] = offset;
        foreach (var (name, weight) in weights)
            output.WriteLine($"  {name} {weight:0.00}");
        return weights;
    }

    // The likelihood of the right entries, or of none, by a softmax over all entries and none.
    private static Dictionary<string, float> Descend(List<Case> cases)
    {
        string[] names = [.. Leaning.OfEntry, .. Leaning.OfNone];
        var weights = new float[names.Length];
        var (means, squares) = (new float[names.Length], new float[names.Length]);
        var total = cases.Sum(one => one.Weight);
        for (var round = 1; round <= Rounds; round++)
        {
            var slopes = new float[names.Length];
            foreach (var one in cases)
                AddSlopes(one, weights, slopes);
            for (var i = 0; i < weights.Length; i++)
            {
                var slope = (slopes[i] / total) + (Decay * weights[i]);
                means[i] = (0.9f * means[i]) + (0.1f * slope);
                squares[i] = (0.999f * squares[i]) + (0.001f * slope * slope);
                weights[i] -= Rate * means[i] / (1 - MathF.Pow(0.9f, round))
                    / (MathF.Sqrt(squares[i] / (1 - MathF.Pow(0.999f, round))) + 1e-8f);
            }
        }

        return names.Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static void AddSlopes(Case one, float[] weights, float[] slopes)
    {
        var ofEntry = Leaning.OfEntry.Length;
        float[] scores =
        [
            .. one.Scores.Select((score, at) => score + Vectors.Dot(weights.AsSpan(0, ofEntry), one.Entries[at])),
            one.NoneScore + Vectors.Dot(weights.AsSpan(ofEntry), one.None),
        ];
        Vectors.Softmax(scores);
        int[] right = one.Right.Count == 0 ? [one.Entries.Length] : [.. one.Right];
        var likely = MathF.Max(1e-9f, right.Sum(at => scores[at]));
        for (var at = 0; at < scores.Length; at++)
        {
            var slope = one.Weight * (scores[at] - (right.Contains(at) ? scores[at] / likely : 0));
            if (at == one.Entries.Length)
                Vectors.AddScaled(slopes.AsSpan(ofEntry), one.None, slope);
            else
                Vectors.AddScaled(slopes.AsSpan(0, ofEntry), one.Entries[at], slope);
        }
    }

    private sealed record Case(
        float[] Scores, float NoneScore, float[][] Entries, float[] None, IReadOnlyList<int> Right, float Weight);
}
