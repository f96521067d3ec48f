using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>What each of <see cref="GoodsFeatures"/> counts, as it was learned.</summary>
internal static class GoodsWeights
{
    /// <summary>Those that are built in.</summary>
    public static IReadOnlyList<float> Embedded { get; } = ReadEmbedded();

    /// <summary>Reads a weight a line behind its name; what is not told of counts nothing.</summary>
    public static IReadOnlyList<float> Read(TextReader reader)
    {
        var weights = new float[GoodsFeatures.Names.Count];
        while (reader.ReadLine() is { } line)
        {
            var end = line.LastIndexOf(' ');
            for (var i = 0; end > 0 && i < weights.Length; i++)
            {
                if (line.AsSpan(0, end).SequenceEqual(GoodsFeatures.Names[i]))
                    weights[i] = float.Parse(line.AsSpan(end + 1), CultureInfo.InvariantCulture);
            }
        }

        return weights;
    }

    /// <summary>What <see cref="Read"/> reads.</summary>
    public static void Write(IReadOnlyList<float> weights, TextWriter writer)
    {
        for (var i = 0; i < weights.Count; i++)
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"{GoodsFeatures.Names[i]} {weights[i]:0.000}\n"));
    }

    private static IReadOnlyList<float> ReadEmbedded()
    {
        using var stream = typeof(GoodsWeights).Assembly.GetManifestResourceStream("Shop.goods.weights")
            ?? throw new InvalidOperationException("There are no weights of goods.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
