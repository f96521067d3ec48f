using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// What each feature says for and against each label. Kept as one byte a weight, with a scale for each feature.
/// </summary>
internal sealed class WeightTable
{
    // What weighs less than this, at all or beside the heaviest, decides nothing.
    private const float Least = 0.05f;
    private const float Share = 0.08f;

    private readonly uint[] _slots;
    private readonly int[] _rows;
    private readonly sbyte[] _weights;
    private readonly float[] _scales;

    private WeightTable(int labels, uint[] features, float[] scales, sbyte[] weights)
    {
        Labels = labels;
        _scales = scales;
        _weights = weights;
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
            foreach (var weight in of)
                bytes.Add(Math.Abs(weight) < most * Share ? (sbyte)0 : (sbyte)MathF.Round(weight / most * 127));
        }

        return new WeightTable(labels, [.. kept], [.. scales], [.. bytes]);
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
            var weights = _weights.AsSpan(row * Labels, Labels);
            for (var label = 0; label < weights.Length; label++)
                scores[label] += weights[label] * scale;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Labels);
        writer.Write(Features.Length);
        writer.Write(MemoryMarshal.AsBytes(Features.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(_scales.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    public static WeightTable Read(BinaryReader reader)
    {
        var labels = reader.ReadInt32();
        var count = reader.ReadInt32();
        return new WeightTable(
            labels, Values<uint>(reader, count), Values<float>(reader, count), Values<sbyte>(reader, count * labels));
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
