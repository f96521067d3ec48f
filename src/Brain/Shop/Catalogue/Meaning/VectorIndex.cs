using System.Numerics.Tensors;

namespace Gateway.Brain.Shop.Catalogue.Meaning;

/// <summary>
/// The vectors of a shop's products in one language, end to end in one array. Safe for use by many at once.
/// </summary>
internal sealed class VectorIndex
{
    // Of fewer products none can stand out.
    private const int FewestToTell = 20;

    // By how many standard deviations the nearest is nearer than the rest, where it is what was meant and not merely
    // the first: models differ in what they call near, and in this hardly.
    private const float StandsOutBy = 3;

    private readonly string[] _handles;
    private readonly float[] _numbers;

    /// <summary>Takes up the vectors.</summary>
    /// <param name="handles">Of each vector its product.</param>
    /// <param name="numbers">The vectors, each of length 1.</param>
    /// <param name="dimensions">How many numbers each has.</param>
    /// <param name="state">What they were read of.</param>
    public VectorIndex(string[] handles, float[] numbers, int dimensions, VectorState state) =>
        (_handles, _numbers, Dimensions, State) = (handles, numbers, dimensions, state);

    /// <summary>How many numbers a vector has; 0 where there is none.</summary>
    public int Dimensions { get; }

    /// <summary>What they were read of.</summary>
    public VectorState State { get; }

    /// <summary>What it takes of memory, in bytes, about.</summary>
    public long Bytes => (_numbers.Length * (long)sizeof(float)) + (_handles.Length * 60L);

    /// <summary>The products that are nearest to what is meant, of those that are nearer than most.</summary>
    /// <param name="asked">Its vector, of length 1; one of another length than theirs is near to none.</param>
    /// <param name="limit">At most so many.</param>
    public NearProducts Nearest(ReadOnlySpan<float> asked, int limit)
    {
        if (asked.Length != Dimensions || _handles.Length == 0)
            return NearProducts.None;
        var near = new float[_handles.Length];
        for (var i = 0; i < near.Length; i++)
            near[i] = TensorPrimitives.Dot(asked, _numbers.AsSpan(i * Dimensions, Dimensions));
        var most = new PriorityQueue<int, float>();
        for (var i = 0; i < near.Length; i++)
        {
            if (most.Count < limit)
                most.Enqueue(i, near[i]);
            else
                _ = most.EnqueueDequeue(i, near[i]);
        }

        var (mean, deviation) = (TensorPrimitives.Average<float>(near), TensorPrimitives.StdDev<float>(near));
        var nearest = new List<string>(most.Count);
        while (most.TryDequeue(out var product, out var nearness))
        {
            if (nearness > mean + deviation)
                nearest.Add(_handles[product]);
        }

        nearest.Reverse();
        return new NearProducts(
            nearest, near.Length >= FewestToTell && deviation > 0
                && TensorPrimitives.Max<float>(near) - mean >= StandsOutBy * deviation);
    }
}
