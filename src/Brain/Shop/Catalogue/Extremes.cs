using Gateway.Brain.Shop.Catalogue.Tables;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Puts products in order by what is told of them in numbers.</summary>
internal sealed class Extremes
{
    private const string Capacity = "capacity";
    private const string Extent = "size";

    private readonly ProductTable _products;
    private readonly Dictionary<string, Measure> _measures;

    /// <summary>Reads the products, in the order of the table.</summary>
    public Extremes(IReadOnlyList<GoodsText> products, ProductTable table)
    {
        _products = table;
        _measures = products.SelectMany((product, at) => product.Measures.Select(measure => (at, measure)))
            .GroupBy(one => one.measure.Key, StringComparer.Ordinal)
            .ToDictionary(
                topic => topic.Key,
                topic => new Measure(
                    [.. topic.Select(one => one.at)], [.. topic.Select(one => one.measure.Value)]),
                StringComparer.Ordinal);
    }

    /// <summary>What it takes of memory, in bytes, about.</summary>
    public long Bytes =>
        _measures.Values.Sum(measure => measure.Products.Length * (long)(sizeof(int) + sizeof(double)));

    /// <summary>
    /// The products between the bounds, what can be had first, then by the ranking, by price, and what came into the
    /// catalogue first. Those of which the number is not known are left out.
    /// </summary>
    /// <param name="ranking">By what.</param>
    /// <param name="handles">Only these, or null for all.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<(string Handle, double Value)> Rank(
        Ranking ranking, IReadOnlyCollection<string>? handles, int limit)
    {
        IReadOnlyCollection<int> among = handles is null
            ? [.. Enumerable.Range(0, _products.Count)]
            : [.. handles.Select(_products.PlaceOf).Where(place => place >= 0).Distinct()];
        var sign = ranking.IsDescending ? -1 : 1;
        var (least, most) = (ranking.AtLeast ?? double.NegativeInfinity, ranking.AtMost ?? double.PositiveInfinity);
        return [.. ValuesOf(ranking.By, among)
            .Where(one => one.Value >= least && one.Value <= most)
            .OrderBy(one => _products.IsSoldOut(one.Product))
            .ThenBy(one => one.Value * sign)
            .ThenBy(one => _products.PriceOf(one.Product))
            .ThenBy(one => _products.IdOf(one.Product))
            .Take(limit)
            .Select(one => (_products.Handles[one.Product], one.Value))];
    }

    private IEnumerable<(int Product, double Value)> ValuesOf(string by, IReadOnlyCollection<int> among) => by switch
    {
        "price" => among.Select(product => (product, _products.PriceOf(product))),
        "new" => among.Select(product => (product, (double)_products.IdOf(product))),
        "bulk" => BulkOf(among),
        _ => MeasuresOf(by, among),
    };

    // What is large among kettles is what holds much; among throws, what covers much.
    private IEnumerable<(int Product, double Value)> BulkOf(IReadOnlyCollection<int> among)
    {
        List<(int Product, double Value)> held = [.. MeasuresOf(Capacity, among)];
        return 2 * held.Count > among.Count ? held : MeasuresOf(Extent, among);
    }

    private IEnumerable<(int Product, double Value)> MeasuresOf(string topic, IReadOnlyCollection<int> among)
    {
        if (!_measures.TryGetValue(topic, out var measure))
            yield break;
        foreach (var product in among)
        {
            if (Array.BinarySearch(measure.Products, product) is >= 0 and var at)
                yield return (product, measure.Values[at]);
        }
    }

    // By product.
    private sealed record Measure(int[] Products, double[] Values);
}
