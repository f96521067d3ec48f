using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.Brain.House.Learning;

/// <summary>The few operations on rows of numbers that learning spends its time in.</summary>
internal static class Vectors
{
    /// <summary><c>sums += values × by</c>.</summary>
    public static void AddScaled(Span<float> sums, ReadOnlySpan<float> values, float by)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var other = MemoryMarshal.Cast<float, Vector<float>>(values[..sums.Length]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] += other[i] * by;
        for (var i = wide.Length * Vector<float>.Count; i < sums.Length; i++)
            sums[i] += values[i] * by;
    }

    /// <summary><c>sums += one × other × by</c>.</summary>
    public static void AddProduct(Span<float> sums, ReadOnlySpan<float> one, ReadOnlySpan<float> other, float by)
    {
        for (var i = 0; i < sums.Length; i++)
            sums[i] += one[i] * other[i] * by;
    }

    /// <summary><c>values *= other</c>.</summary>
    public static void Multiply(Span<float> values, ReadOnlySpan<float> other)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] *= other[i];
    }

    /// <summary>The sum of <c>one × other</c>.</summary>
    public static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(one);
        var with = MemoryMarshal.Cast<float, Vector<float>>(other[..one.Length]);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wide.Length; i++)
            sums += wide[i] * with[i];
        var sum = Vector.Sum(sums);
        for (var i = wide.Length * Vector<float>.Count; i < one.Length; i++)
            sum += one[i] * other[i];
        return sum;
    }

    /// <summary>The greatest of the values.</summary>
    public static float Most(ReadOnlySpan<float> values)
    {
        var most = float.NegativeInfinity;
        foreach (var value in values)
            most = Math.Max(most, value);
        return most;
    }

    /// <summary>The sum of the values.</summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    /// <summary>
    /// Steps down a slope: the shorter the more was gone before (Duchi, Hazan and Singer 2011), and always a little
    /// towards nothing.
    /// </summary>
    public static void Descend(
        Span<float> weights, Span<float> squares, ReadOnlySpan<float> slopes, float rate, float decay)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(squares);
        var by = MemoryMarshal.Cast<float, Vector<float>>(slopes[..weights.Length]);
        for (var i = 0; i < wide.Length; i++)
        {
            var slope = by[i] + (wide[i] * decay);
            sums[i] += slope * slope;
            wide[i] -= slope * rate / Vector.SquareRoot(sums[i]);
        }

        for (var i = wide.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            var slope = slopes[i] + (weights[i] * decay);
            squares[i] += slope * slope;
            weights[i] -= slope * rate / MathF.Sqrt(squares[i]);
        }
    }

    /// <summary>Makes scores likelihoods.</summary>
    public static void Softmax(Span<float> scores)
    {
        var most = Most(scores);
        var sum = 0f;
        for (var i = 0; i < scores.Length; i++)
            sum += scores[i] = MathF.Exp(scores[i] - most);
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= sum;
    }
}
