using System.Diagnostics.Metrics;

namespace Gateway.Channels.Voice.Answers;

/// <summary>Counts what stands around calls.</summary>
internal sealed class AnswerMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _answered;
    private readonly Counter<long> _transferred;
    private readonly Counter<long> _notTaken;
    private readonly Counter<long> _caught;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _over;
    private readonly Counter<long> _placed;

    public AnswerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Channels");
        _answered = _meter.CreateCounter<long>(
            "gateway.voice.calls.answered", "{call}", "Calls that were answered, by how: a mode, or why not");
        _transferred = _meter.CreateCounter<long>(
            "gateway.voice.transfers", "{call}", "Calls that were put through to a person, by reason");
        _notTaken = _meter.CreateCounter<long>(
            "gateway.voice.transfers.untaken", "{call}", "Calls put through that nobody took, by reason");
        _caught = _meter.CreateCounter<long>(
            "gateway.voice.caught", "{call}", "Calls that only the safety net could answer, by reason");
        _lost = _meter.CreateCounter<long>(
            "gateway.voice.lost", "{call}", "Calls whose socket ended without a word, by what was done");
        _over = _meter.CreateCounter<long>("gateway.voice.calls.over", "{call}", "Calls that are over, by status");
        _placed = _meter.CreateCounter<long>("gateway.voice.calls.placed", "{call}", "Calls of ours, by outcome");
    }

    /// <summary>A call was answered.</summary>
    public void Answered(string how) => Add(_answered, how);

    /// <summary>A call is put through.</summary>
    public void Transferred(string reason) => Add(_transferred, reason);

    /// <summary>Nobody took it.</summary>
    public void NotTaken(string reason) => Add(_notTaken, reason);

    /// <summary>Nothing but the net could answer.</summary>
    public void Caught(string reason) => Add(_caught, reason);

    /// <summary>A socket ended without a word.</summary>
    public void Lost(string done) => Add(_lost, done);

    /// <summary>A call is over.</summary>
    public void Over(string status) => Add(_over, status);

    /// <summary>A call of ours was asked for.</summary>
    public void Placed(string outcome) => Add(_placed, outcome);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static void Add(Counter<long> counter, string reason) =>
        counter.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
