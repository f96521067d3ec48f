using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Sessions;

/// <summary>The engine's counters (meter <c>Gateway.Sessions</c>) and activities.</summary>
internal sealed class SessionMetrics : IDisposable
{
    /// <summary>One activity per turn.</summary>
    public static readonly ActivitySource Activities = new("Gateway.Sessions");

    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _turns;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _takenUp;
    private readonly Counter<long> _missed;
    private readonly Counter<long> _interrupted;
    private long _running;

    public SessionMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("Gateway.Sessions");
        _accepted = _meter.CreateCounter<long>("gateway.messages.accepted", "{message}", "Inbound messages by channel and outcome");
        _turns = _meter.CreateCounter<long>("gateway.turns", "{turn}", "Turns by outcome: committed, failed, parked, lost, released");
        _duration = _meter.CreateHistogram<double>("gateway.turn.duration", "s", "From the lease to the commit");
        _interrupted = _meter.CreateCounter<long>("gateway.turns.interrupted", "{turn}", "Turns that were ended early: stopped, taken over, spoken into");
        _takenUp = _meter.CreateCounter<long>("gateway.nodes.taken_up", "{lease}", "Turns and deliveries taken from nodes that were gone");
        _missed = _meter.CreateCounter<long>("gateway.live.missed", "{entry}", "Entries that watchers were told of late because a live event was lost");
        _meter.CreateObservableGauge("gateway.turns.running", () => Interlocked.Read(ref _running), "{turn}", "Turns that run on this node");
    }

    public void Accepted(string channel, AcceptOutcome outcome) =>
        _accepted.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Missed(int entries) => _missed.Add(entries);

    public void Interrupted() => _interrupted.Add(1);

    public void NodeGone(int turns, int deliveries)
    {
        _takenUp.Add(turns, new KeyValuePair<string, object?>("kind", "turn"));
        _takenUp.Add(deliveries, new KeyValuePair<string, object?>("kind", "delivery"));
    }

    public void TurnStarted() => Interlocked.Increment(ref _running);

    public void TurnEnded(string outcome, TimeSpan took)
    {
        Interlocked.Decrement(ref _running);
        _turns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _duration.Record(took.TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();
}
