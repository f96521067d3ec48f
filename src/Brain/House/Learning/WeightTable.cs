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

    private readonly uint[] _slots;
    private readonly int[] _rows;
    private readonly float[] _scales;

    // For each feature how many labels it speaks of, where they begin, which they are, and what it says.
    private readonly byte[] _counts;
    private readonly int[] _starts;
    private readonly byte[] _labels;
    private readonly sbyte[] _weights;

    private WeightTable(int labels, uint[] features, float[] scales, byte[] counts, byte[] spoken, sbyte[] weights)
    {
        Labels = labels;
        _scales = scales;
        (_counts, _labels, _weights) = (counts, spoken, weights);
        _starts = new int[features.Length];
        for (var row = 1; row < features.Length; row++)
            _starts[row] = _starts[row - 1] + counts[row - 1];
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, features.Length * 2));
        _slots = new uint[size];
        _rows = new int[size];
        Array.Fill(_rows, -1);
        for (var row = 0; row < features.Length; row++)
        {
            var slot = SlotOf(features[row]);
            _slots[slot] = features[row];
            _rows[slot] = row;
        }

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
            var slot = SlotOf(feature);
            if (_rows[slot] < 0)
                continue;
            var row = _rows[slot];
            var scale = _scales[row];
            var (start, count) = (_starts[row], _counts[row]);
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
        writer.Write(MemoryMarshal.AsBytes(_scales.AsSpan()));
        writer.Write(_counts);
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
        while (_rows[slot] >= 0 && _slots[slot] != feature)
            slot = (slot + 1) & mask;
        return slot;
    }
}
