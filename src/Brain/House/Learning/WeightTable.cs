using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// What each feature says for and against the labels it knows something of. Kept as one byte a weight, with a scale for
/// each feature.
/// </summary>
internal sealed class WeightTable
{
    // What weighs less than this, at all or beside the heaviest, decides nothing.
    private const float Least = 0.05f;
    private const float Share = 0.08f;

    // What is looked at together lies together: most of the time goes by waiting for memory.
    private readonly Slot[] _slots;
    private readonly Row[] _rows;

    // Which labels each feature speaks of, and what it says.
    private readonly byte[] _labels;
    private readonly sbyte[] _weights;

    private WeightTable(int labels, uint[] features, float[] scales, byte[] counts, byte[] spoken, sbyte[] weights)
    {
        Labels = labels;
        (_labels, _weights) = (spoken, weights);
        _rows = new Row[features.Length];
        var start = 0;
        for (var row = 0; row < features.Length; row++)
        {
            _rows[row] = new Row(scales[row], start, counts[row]);
            start += counts[row];
        }

        _slots = new Slot[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, features.Length * 2))];
        Array.Fill(_slots, new Slot(0, -1));
        for (var row = 0; row < features.Length; row++)
            _slots[SlotOf(features[row])] = new Slot(features[row], row);

        Features = features;
    }

    /// <summary>How many labels a feature speaks of.</summary>
    public int Labels { get; }

    /// <summary>The features it knows, by row.</summary>
    public uint[] Features { get; }

    /// <summary>Rounds learned weights to bytes. Features that say nothing are left out.</summary>
    public static WeightTable Of(uint[] features, float[] weights, int labels)
    {
        List<uint> kept = [];
        List<float> scales = [];
        List<byte> counts = [];
        List<byte> spoken = [];
        List<sbyte> bytes = [];
        for (var row = 0; row < features.Length; row++)
        {
            var of = weights.AsSpan(row * labels, labels);
            var most = 0f;
            foreach (var weight in of)
                most = Math.Max(most, Math.Abs(weight));
            if (most < Least)
                continue;
            kept.Add(features[row]);
            scales.Add(most / 127);
            var before = bytes.Count;
            for (var label = 0; label < labels; label++)
            {
                var rounded = Math.Abs(of[label]) < most * Share ? 0 : MathF.Round(of[label] / most * 127);
                if (rounded == 0)
                    continue;
                spoken.Add((byte)label);
                bytes.Add((sbyte)rounded);
            }

            counts.Add((byte)(bytes.Count - before));
        }

        return new WeightTable(labels, [.. kept], [.. scales], [.. counts], [.. spoken], [.. bytes]);
    }

    /// <summary>Adds what the features say to the scores of the labels.</summary>
    public void Score(List<uint> features, Span<float> scores)
    {
        foreach (var feature in CollectionsMarshal.AsSpan(features))
        {
            if (_slots[SlotOf(feature)].Row is not (>= 0 and var known))
                continue;
            var (scale, start, count) = _rows[known];
            var labels = _labels.AsSpan(start, count);
            var weights = _weights.AsSpan(start, count);
            for (var i = 0; i < labels.Length; i++)
                scores[labels[i]] += weights[i] * scale;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Labels);
        writer.Write(Features.Length);
        writer.Write(MemoryMarshal.AsBytes(Features.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(Array.ConvertAll(_rows, row => row.Scale).AsSpan()));
        writer.Write(Array.ConvertAll(_rows, row => row.Count));
        writer.Write(_labels);
        writer.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    public static WeightTable Read(BinaryReader reader)
    {
        var labels = reader.ReadInt32();
        var count = reader.ReadInt32();
        var (features, scales) = (Values<uint>(reader, count), Values<float>(reader, count));
        var counts = Values<byte>(reader, count);
        var spoken = counts.Sum(of => of);
        return new WeightTable(
            labels, features, scales, counts, Values<byte>(reader, spoken), Values<sbyte>(reader, spoken));
    }

    private static T[] Values<T>(BinaryReader reader, int count) where T : unmanaged
    {
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    // The place of a feature, or the empty one where it would be put.
    private int SlotOf(uint feature)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(feature * 2654435769u >> 7) & mask;
        while (_slots[slot].Row >= 0 && _slots[slot].Feature != feature)
            slot = (slot + 1) & mask;
        return slot;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(uint Feature, int Row);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(float Scale, int Start, byte Count);
}
