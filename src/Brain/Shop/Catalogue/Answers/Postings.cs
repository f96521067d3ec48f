using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>Which parts hold a word, a concept or three letters in a row, and how much each says among them.</summary>
internal sealed class Postings
{
    private readonly WordTable _keys;
    private readonly float[] _weights;
    private readonly Rows _parts;
    private readonly int[] _entryOf;
    private readonly int _entries;

    /// <summary>Lists parts.</summary>
    /// <param name="keysOf">What each part holds.</param>
    /// <param name="entryOf">The entry of each part; parts stand in the order of their entries.</param>
    /// <param name="entries">How many entries there are.</param>
    /// <param name="weightOf">How much a key says in general, 0 to 1; what stands in few entries says more.</param>
    public Postings(
        IReadOnlyList<IEnumerable<string>> keysOf, int[] entryOf, int entries, Func<string, float> weightOf)
    {
        _entryOf = entryOf;
        _entries = entries;
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

        string[] keys = [.. parts.Keys.Order(StringComparer.Ordinal)];
        (_keys, _parts) = (new WordTable(keys), new Rows([.. keys.Select(key => parts[key])]));
        _weights = new float[keys.Length];
        Masses = new float[keysOf.Count];
        // In the order in which they were met: sums of fractions depend on it.
        foreach (var (key, of) in parts)
        {
            var within = of.Select(part => entryOf[part]).Distinct().Count();
            var rarity = MathF.Log(1 + ((float)entries / within)) / MathF.Log(1 + entries);
            var weight = weightOf(key) * (0.3f + (0.7f * rarity));
            _weights[_keys.Find(key)] = weight;
            foreach (var part in of)
                Masses[part] += weight;
        }
    }

    /// <summary>Sum of the weights of what each part holds.</summary>
    public float[] Masses { get; }

    /// <summary>Whether any part holds it.</summary>
    public bool Contains(string key) => _keys.Find(key) >= 0;

    /// <summary>What it takes of memory, in bytes, about.</summary>
    public long Bytes => _keys.Bytes + _parts.Bytes + ((_weights.Length + Masses.Length) * (long)sizeof(float));

    /// <summary>Looks for what a question holds.</summary>
    /// <param name="keys">What it holds, each with its weight where no part holds it.</param>
    public Shared Look(IReadOnlyList<(string Key, float Weight)> keys)
    {
        var shared = new Shared(Masses.Length, _entries);
        Span<bool> has = new bool[_entries];
        foreach (var (key, weight) in keys)
        {
            var at = _keys.Find(key);
            var held = at < 0 ? weight : _weights[at];
            shared.Mass += held;
            has.Clear();
            foreach (var part in at < 0 ? [] : _parts[at])
            {
                shared.Parts[part] += held;
                shared.Rarest[part] = MathF.Max(shared.Rarest[part], held);
                if (!has[_entryOf[part]])
                    shared.Entries[_entryOf[part]] += held;
                has[_entryOf[part]] = true;
            }

            for (var entry = 0; entry < has.Length; entry++)
            {
                if (!has[entry])
                    shared.Missing[entry] = MathF.Max(shared.Missing[entry], held);
            }
        }

        return shared;
    }

    /// <summary>What a question shares with parts and entries.</summary>
    internal sealed class Shared(int parts, int entries)
    {
        /// <summary>Sum of the weights of all that the question holds.</summary>
        public float Mass { get; set; }

        /// <summary>For each part the weight of what it shares.</summary>
        public float[] Parts { get; } = new float[parts];

        /// <summary>For each part the greatest weight that it shares.</summary>
        public float[] Rarest { get; } = new float[parts];

        /// <summary>For each entry the weight of what any of its parts shares.</summary>
        public float[] Entries { get; } = new float[entries];

        /// <summary>For each entry the greatest weight of the question that none of its parts shares.</summary>
        public float[] Missing { get; } = new float[entries];

        /// <summary>0 to 1: how much of the question a part holds.</summary>
        public float Share(int part) => Of(Parts[part], Mass);

        /// <summary>0 to 1: how much of the question an entry holds.</summary>
        public float ShareOfEntry(int entry) => Of(Entries[entry], Mass);

        /// <summary>A part of something; 0 of nothing.</summary>
        public static float Of(float part, float all) => all <= 0 ? 0 : MathF.Min(1, part / all);
    }
}
