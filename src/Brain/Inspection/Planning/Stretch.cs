using System.Runtime.InteropServices;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>A stretch of time in UTC.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end, after it begins and no longer part of it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(DateTime From, DateTime To)
{
    /// <summary>All of them in their order, those that touch or overlap as one.</summary>
    public static List<Stretch> Join(IEnumerable<Stretch> stretches)
    {
        var joined = new List<Stretch>();
        foreach (var one in stretches.OrderBy(stretch => stretch.From))
        {
            if (joined.Count > 0 && one.From <= joined[^1].To)
                joined[^1] = joined[^1] with { To = one.To > joined[^1].To ? one.To : joined[^1].To };
            else
                joined.Add(one);
        }

        return joined;
    }

    /// <summary>Whether any of <paramref name="joined"/>, which are in order, shares a moment with this one.</summary>
    public bool Meets(List<Stretch> joined)
    {
        // The first one that ends after this begins is the only one that can be in the way at its beginning.
        var (low, high) = (0, joined.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (joined[middle].To > From)
                high = middle;
            else
                low = middle + 1;
        }

        return low < joined.Count && joined[low].From < To;
    }
}
