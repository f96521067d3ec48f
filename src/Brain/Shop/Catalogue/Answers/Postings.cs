namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>Which parts hold a word, a concept or three letters in a row, and how much each says among them.</summary>
internal sealed class Postings
{
    private readonly Dictionary<string, (float Weight, int[] Parts)> _parts = new(StringComparer.Ordinal);

    /// <summary>Lists parts.</summary>
    /// <param name="keysOf">What each part holds.</param>
    /// <param name="entryOf">The entry of each part.</param>
    /// <param name="entries">How many entries there are.</param>
    /// <param name="weightOf">How much a key says in general, 0 to 1; what stands in few entries says more.</param>
    public Postings(
        IReadOnlyList<IEnumerable<string>> keysOf, Func<int, int> entryOf, int entries, Func<string, float> weightOf)
    {
        var parts = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var part = 0; part < keysOf.Count; part++)
        {
            foreach (var key in keysOf[part])
            {
                if (!parts.TryGetValue(key, out var of))
                    parts[key] = of = [];
                of.Add(part);
            }
        }

        Masses = new float[keysOf.Count];
        foreach (var (key, of) in parts)
        {
            var within = of.Select(entryOf).Distinct().Count();
            var rarity = MathF.Log(1 + ((float)entries / within)) / MathF.Log(1 + entries);
            var weight = weightOf(key) * (0.4f + (0.6f * rarity));
            _parts[key] = (weight, [.. of]);
            foreach (var part in of)
                Masses[part] += weight;
        }
    }

    /// <summary>Sum of the weights of what each part holds.</summary>
    public float[] Masses { get; }

    /// <summary>What is listed.</summary>
    public IEnumerable<string> Keys => _parts.Keys;

    /// <summary>Whether any part holds it.</summary>
    public bool Contains(string key) => _parts.ContainsKey(key);

    /// <summary>Adds the weight of a key to each part that holds it, and once to each of their entries.</summary>
    /// <returns>The weight; 0 when no part holds it.</returns>
    public float Add(string key, Span<float> parts, Span<float> entries, ReadOnlySpan<int> entryOf)
    {
        if (!_parts.TryGetValue(key, out var held))
            return 0;
        var last = -1;
        foreach (var part in held.Parts)
        {
            parts[part] += held.Weight;
            // Parts stand in the order of their entries.
            if (entryOf[part] == last)
                continue;
            last = entryOf[part];
            entries[last] += held.Weight;
        }

        return held.Weight;
    }
}
