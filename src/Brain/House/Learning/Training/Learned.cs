using System.Collections.Frozen;

namespace Gateway.Brain.House.Learning.Training;

/// <summary>Weights while they are learned, a row for each feature that was seen often enough.</summary>
/// <param name="rows">How many features.</param>
/// <param name="labels">How many labels they speak of.</param>
/// <param name="rate">How long the first steps are.</param>
internal sealed class Learned(int rows, int labels, float rate)
{
    private const int Rounds = 4;
    private const float Decay = 0.005f;

    // What was seen less often tells nothing of what has not been seen.
    private const int LeastSeen = 6;

    private readonly float[] _squares = NewSquares(rows * labels);

    public float[] Weights { get; } = new float[rows * labels];

    /// <summary>Adds what the features say to the scores of the labels.</summary>
    public void Score(int[] features, Span<float> scores)
    {
        foreach (var row in features)
            Vectors.AddScaled(scores, Weights.AsSpan(row * labels, labels), 1);
    }

    /// <summary>Steps down a slope, in the rows of the features.</summary>
    public void Descend(ReadOnlySpan<int> features, ReadOnlySpan<float> slope, int round)
    {
        var step = rate / (1 + (0.35f * round));
        foreach (var row in features)
        {
            var weights = Weights.AsSpan(row * labels, labels);
            var squares = _squares.AsSpan(row * labels, labels);
            Vectors.Descend(weights, squares, slope, step, Decay);
        }
    }

    /// <summary>Each example several times, never in the same order.</summary>
    public static IEnumerable<(int Round, int At)> InTurn(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var at in order)
                yield return (round, at);
        }
    }

    /// <summary>Some of the features: what is not always there is not leaned on (Wang and Manning 2013).</summary>
    public static int[] Some(int[] features, float kept, Random random) =>
        [.. features.Where(_ => random.NextSingle() < kept)];

    /// <summary>The features seen often enough, and for all that was looked at their rows.</summary>
    public static (List<int[]>[] Rows, uint[] Known) Seen(List<List<uint>>[] seen)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var feature in seen.SelectMany(all => all).SelectMany(features => features))
            counts[feature] = counts.GetValueOrDefault(feature) + 1;
        uint[] known = [.. counts.Where(count => count.Value >= LeastSeen).Select(count => count.Key).Order()];
        var rows = RowsOf(known);
        return ([.. seen.Select(all => all.ConvertAll(features => RowsOf(features, rows)))], known);
    }

    /// <summary>For each feature its row.</summary>
    public static FrozenDictionary<uint, int> RowsOf(uint[] known) => known
        .Select((feature, row) => (feature, row))
        .ToFrozenDictionary(pair => pair.feature, pair => pair.row);

    /// <summary>The rows of what is known of these features.</summary>
    public static int[] RowsOf(List<uint> features, FrozenDictionary<uint, int> rows) => [.. features
        .Select(feature => rows.GetValueOrDefault(feature, -1))
        .Where(row => row >= 0)
        .Distinct()];

    private static float[] NewSquares(int count)
    {
        var squares = new float[count];
        Array.Fill(squares, 1f);
        return squares;
    }
}
