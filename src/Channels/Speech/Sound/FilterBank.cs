using System.Collections.Concurrent;

namespace Gateway.Channels.Speech.Sound;

/// <summary>
/// The low-pass filters of a change of rate, one for each place an output may have between two inputs.
/// </summary>
internal sealed class FilterBank
{
    private const int TapsOfTheLowerRate = 32;
    private const double Passed = 0.92;
    private const double KaiserBeta = 7.5;

    private static readonly ConcurrentDictionary<(int From, int To), FilterBank> Known = new();

    private readonly float[] _taps;

    private FilterBank(int fromHz, int toHz)
    {
        var divisor = Greatest(fromHz, toHz);
        Up = toHz / divisor;
        Down = fromHz / divisor;
        var width = Math.Max(1.0, (double)fromHz / toHz);
        Taps = ((int)Math.Ceiling(TapsOfTheLowerRate * width) + 7) / 8 * 8;
        _taps = new float[Up * Taps];
        for (var phase = 0; phase < Up; phase++)
            Fill(_taps.AsSpan(phase * Taps, Taps), (double)phase / Up, Passed / width);
    }

    /// <summary>By how much the rate is multiplied, then divided.</summary>
    public int Up { get; }

    public int Down { get; }

    /// <summary>How many inputs an output is made of; a multiple of 8.</summary>
    public int Taps { get; }

    public static FilterBank For(int fromHz, int toHz) =>
        Known.GetOrAdd((fromHz, toHz), static rates => new FilterBank(rates.From, rates.To));

    /// <summary>
    /// Weights of the inputs, oldest first, for an output that many parts of an input after its middle one.
    /// </summary>
    public ReadOnlySpan<float> Of(int phase) => _taps.AsSpan(phase * Taps, Taps);

    private static void Fill(Span<float> taps, double offset, double cutoff)
    {
        var half = taps.Length / 2;
        // The newest input lies half a filter after the output's place, which is "offset" after the middle one.
        var middle = taps.Length - 1 - half;
        var sum = 0.0;
        Span<double> exact = stackalloc double[taps.Length];
        for (var i = 0; i < taps.Length; i++)
        {
            var distance = i - middle - offset;
            exact[i] = Sinc(cutoff * distance) * Kaiser(distance / half);
            sum += exact[i];
        }

        for (var i = 0; i < taps.Length; i++)
            taps[i] = (float)(exact[i] / sum);
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x) =>
        Math.Abs(x) > 1 ? 0 : Bessel(KaiserBeta * Math.Sqrt(1 - x * x)) / Bessel(KaiserBeta);

    /// <summary>The modified Bessel function of the first kind, order 0.</summary>
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }

    private static int Greatest(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
