using System.Diagnostics.Metrics;

namespace Gateway.Channels.Telegram;

/// <summary>What the channel counts, on the meter <c>Gateway.Channels</c>.</summary>
internal sealed class TelegramMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _updates;

    public TelegramMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Channels");
        _updates = _meter.CreateCounter<long>(
            "gateway.telegram.updates", "{update}", "Updates of Telegram by what became of them");
    }

    /// <summary>Counts an update.</summary>
    /// <param name="outcome">A word: <c>accepted</c>, <c>duplicate</c>, <c>stale</c>, <c>content</c> and so on.</param>
    public void Took(string outcome) => _updates.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
