using System.Diagnostics.Metrics;

namespace Gateway.Brain.Embeddings;

/// <summary>What is asked of the embedding model, as metrics.</summary>
internal sealed class EmbeddingMeter
{
    private readonly Counter<long> _requests;
    private readonly Counter<long> _texts;
    private readonly Histogram<double> _duration;

    public EmbeddingMeter(IMeterFactory meters)
    {
        // The factory owns the meter.
        var meter = meters.Create("Gateway.Brain");
        _requests = meter.CreateCounter<long>(
            "gateway.embeddings.requests", "{request}",
            "Requests for vectors, by purpose (query, texts) and how they ended (answered, late, failed, refused: what "
            + "came was not what was asked for, resting: not asked, because the service failed a moment ago)");
        _texts = meter.CreateCounter<long>("gateway.embeddings.texts", "{text}", "Texts embedded, by purpose");
        _duration = meter.CreateHistogram<double>(
            "gateway.embeddings.duration", "s", "From a request to its answer, by purpose");
    }

    /// <summary>A request has ended.</summary>
    /// <param name="purpose"><c>query</c> or <c>texts</c>.</param>
    /// <param name="ended">How.</param>
    /// <param name="texts">How many texts it had.</param>
    /// <param name="took">How long it took.</param>
    public void Count(string purpose, string ended, int texts, TimeSpan took)
    {
        KeyValuePair<string, object?> tag = new("purpose", purpose);
        _requests.Add(1, tag, new KeyValuePair<string, object?>("ended", ended));
        if (ended != EmbeddingModel.Answered)
            return;
        _texts.Add(texts, tag);
        _duration.Record(took.TotalSeconds, tag);
    }
}
