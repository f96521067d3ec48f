using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Sessions;

/// <summary>The engine's counters (meter <c>Gateway.Sessions</c>) and activities.</summary>
internal sealed class SessionMetrics : IDisposable
{
    /// <summary>One activity per turn.</summary>
    public static readonly ActivitySource Activities = new("Gateway.Sessions");

    /// <summary>
    /// The trace that what is done now belongs to, to be written beside it; null where it is not recorded.
    /// </summary>
    public static string? Trace =>
        Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>
    /// The activity of a turn, in the trace of the first message that it answers and linked with those of the others.
    /// </summary>
    public static Activity? StartTurn(Turn turn)
    {
        if (!Activities.HasListeners())
            return null;
        var traces = turn.Messages.Select(message => Parse(message.Trace)).OfType<ActivityContext>().ToList();
        return Activities.StartActivity(
            "turn", ActivityKind.Consumer, traces is [var first, ..] ? first : default,
            links: traces.Skip(1).Select(trace => new ActivityLink(trace)))
            ?.SetTag("session", turn.Id.Session.Value).SetTag("turn", turn.Id.Number);
    }

    /// <summary>The activity of a provider's receipt, in the trace that the message was sent in.</summary>
    public static Activity? StartReceipt(OutboundId id, string state, string? trace) =>
        Activities.StartActivity("receipt", ActivityKind.Consumer, Parse(trace) ?? default)?.SetTag(
            "delivery", id.Delivery.ToString()).SetTag("state", state);

    /// <summary>What <see cref="Trace"/> wrote; null for nothing, and for anything else.</summary>
    public static ActivityContext? Parse(string? trace) =>
        ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var context) ? context : null;

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
        _accepted = _meter.CreateCounter<long>(
            "gateway.messages.accepted", "{message}", "Inbound messages by channel and outcome");
        _turns = _meter.CreateCounter<long>(
            "gateway.turns", "{turn}", "Turns by outcome: committed, failed, parked, lost, released");
        _duration = _meter.CreateHistogram<double>("gateway.turn.duration", "s", "From the lease to the commit");
        _interrupted = _meter.CreateCounter<long>(
            "gateway.turns.interrupted", "{turn}", "Turns that were ended early: stopped, taken over, spoken into");
        _takenUp = _meter.CreateCounter<long>(
            "gateway.nodes.taken_up", "{lease}", "Turns and deliveries taken from nodes that were gone");
        _missed = _meter.CreateCounter<long>(
            "gateway.live.missed", "{entry}", "Entries that watchers were told of late because a live event was lost");
        _meter.CreateObservableGauge(
            "gateway.turns.running", () => Interlocked.Read(ref _running), "{turn}", "Turns that run on this node");
    }

    public void Accepted(string channel, AcceptOutcome outcome) =>
        _accepted.Add(
            1, new KeyValuePair<string, object?>("channel", channel),
            new KeyValuePair<string, object?>("outcome", outcome.ToString()));

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
