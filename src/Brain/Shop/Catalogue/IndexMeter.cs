using System.Diagnostics.Metrics;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Counts what is kept of catalogues in memory; meter <c>Gateway.Brain</c>.</summary>
internal sealed class IndexMeter
{
    private readonly KeyValuePair<string, object?> _kind;
    private readonly Counter<long> _evicted;
    private readonly Histogram<double> _reading;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Where the meter comes from, which belongs to it.</param>
    /// <param name="kind">What is kept: <c>products</c> or <c>answers</c>.</param>
    /// <param name="bytes">How much it is now.</param>
    public IndexMeter(IMeterFactory meters, string kind, Func<long> bytes)
    {
        _kind = new("kind", kind);
        var meter = meters.Create("Gateway.Brain");
        meter.CreateObservableUpDownCounter(
            "gateway.catalogue.kept", () => new Measurement<long>(bytes(), _kind), "By",
            "What is kept in memory of shops' products and answers, about, by kind");
        _evicted = meter.CreateCounter<long>(
            "gateway.catalogue.evicted", "{index}",
            "Indexes given up because others were asked later, by kind: many a minute mean that the bound is too low");
        _reading = meter.CreateHistogram<double>(
            "gateway.catalogue.reading", "s", "How long an index took to be read from the database, by kind");
    }

    /// <summary>An index was given up for others.</summary>
    public void Evict() => _evicted.Add(1, _kind);

    /// <summary>An index was read.</summary>
    public void Read(TimeSpan took) => _reading.Record(took.TotalSeconds, _kind);
}
