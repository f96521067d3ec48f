using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>Measured values, and what is told of them.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Sum => _values.Sum();

    public double Mean => _values.Count == 0 ? 0 : _values.Average();

    public void Add(double value) => _values.Add(value);

    /// <summary>The value that so many of a hundred do not exceed; 0 when there is none.</summary>
    public double Percentile(double percent)
    {
        if (_values.Count == 0)
            return 0;
        double[] sorted = [.. _values.Order()];
        return sorted[(int)Math.Clamp(Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>p50, p90, p99 and the largest, as the cells of a row.</summary>
    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Percentile(50):0.00} | {Percentile(90):0.00} | {Percentile(99):0.00} | {Percentile(100):0.00}");
}
