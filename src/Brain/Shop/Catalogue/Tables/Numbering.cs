using System.Runtime.InteropServices;

namespace Gateway.Brain.Shop.Catalogue.Tables;

/// <summary>Gives each of many things a number from 0, in the order in which they come first.</summary>
internal sealed class Numbering<T>(IEqualityComparer<T>? comparer = null) where T : notnull
{
    private readonly Dictionary<T, int> _numbers = new(comparer);
    private readonly List<T> _all = [];

    /// <summary>Those that have one, by it.</summary>
    public IReadOnlyList<T> All => _all;

    /// <summary>The number of a thing.</summary>
    public int Of(T thing)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, thing, out var isKnown);
        if (!isKnown)
        {
            number = _all.Count;
            _all.Add(thing);
        }

        return number;
    }
}
