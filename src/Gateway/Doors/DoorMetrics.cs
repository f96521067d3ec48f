using System.Diagnostics.Metrics;
using Gateway.Channels;

namespace Gateway.Doors;

/// <summary>
/// Counts who was let in and who was not (meter <c>Gateway.Doors</c>), and says so in the log once a minute for each
/// reason.
/// </summary>
internal sealed partial class DoorMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;
    private readonly LogBudget _lines;
    private readonly ILogger<DoorMetrics> _logger;

    public DoorMetrics(IMeterFactory meters, TimeProvider clock, ILogger<DoorMetrics> logger)
    {
        (_lines, _logger) = (new LogBudget(clock), logger);
        _meter = meters.Create("Gateway.Doors");
        _refused = _meter.CreateCounter<long>(
            "gateway.doors.refused", "{call}", "What was refused at the door: connection or request, by reason");
        _dropped = _meter.CreateCounter<long>(
            "gateway.connections.dropped", "{connection}",
            "Connections that were closed for others: silent or displaced");
    }

    /// <summary>Shows how many connections there are.</summary>
    public void Watch(Func<int> connections, int most)
    {
        _meter.CreateObservableGauge("gateway.connections", connections, "{connection}", "Connections that are open");
        _meter.CreateObservableGauge("gateway.connections.limit", () => most, "{connection}", "How many there may be");
    }

    /// <summary>Something was refused.</summary>
    /// <param name="door"><c>connection</c> or <c>request</c>.</param>
    /// <param name="reason">A word: <c>full</c>, <c>address</c>, <c>pace</c> (connection); <c>requests</c>
    /// (request).</param>
    public void Refused(string door, string reason)
    {
        _refused.Add(
            1, new KeyValuePair<string, object?>("door", door), new KeyValuePair<string, object?>("reason", reason));
        if (_lines.MaySay(reason, out var count))
            Log.Refused(_logger, door, reason, count);
    }

    /// <summary>A connection was closed.</summary>
    /// <param name="reason"><c>silent</c>: it brought no request; <c>displaced</c>: another needed its place
    /// more.</param>
    public void Dropped(string reason)
    {
        _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));
        if (_lines.MaySay(reason, out var count))
            Log.Dropped(_logger, reason, count);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning,
            Message =
                "The {Door} door refused callers ({Reason}): {Count} since the last line. Visitors behind one proxy count as one until Gateway:KnownProxies names it")]
        public static partial void Refused(ILogger logger, string door, string reason, long count);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Information,
            Message = "Connections were closed ({Reason}): {Count} since the last line")]
        public static partial void Dropped(ILogger logger, string reason, long count);
    }
}
