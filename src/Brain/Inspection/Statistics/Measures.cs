namespace Gateway.Brain.Inspection.Statistics;

/// <summary>Counts, and keeps what was counted.</summary>
internal static class Measures
{
    /// <summary>All of them.</summary>
    public static Counted Count(IEnumerable<string> ids)
    {
        string[] all = [.. ids];
        return new Counted(all.Length, all);
    }

    /// <summary>Those that count, of so many.</summary>
    public static Share Share(IEnumerable<string> ids, int of)
    {
        string[] counted = [.. ids];
        return new Share(counted.Length, of, of == 0 ? null : (double)counted.Length / of, counted);
    }

    /// <summary>What was measured of each.</summary>
    public static Spread Spread(IEnumerable<(string Id, double Value)> measured)
    {
        var all = measured.ToList();
        if (all.Count == 0)
            return new Spread(null, null, 0, []);
        double[] sorted = [.. all.Select(one => one.Value).Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted.Average(), median, all.Count, [.. all.Select(one => one.Id)]);
    }
}
