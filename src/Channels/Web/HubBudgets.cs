using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>
/// What a connection to the hub may ask for, by what it costs us. The pace follows <see cref="WebOptions.MessagesPerMinute"/>, so that who allows visitors
/// more messages allows them the calls around them.
/// </summary>
internal sealed partial class HubBudgets : IDisposable
{
    private const double Burst = 10;

    private readonly Meter _meter;
    private readonly Counter<long> _refused;
    private readonly LogBudget _lines;
    private readonly ILogger<HubBudgets> _logger;
    private readonly TimeProvider _clock;
    private readonly double _perSecond;

    public HubBudgets(IOptions<WebOptions> options, IMeterFactory meters, TimeProvider clock, ILogger<HubBudgets> logger)
    {
        (_clock, _logger, _lines, _perSecond) = (clock, logger, new LogBudget(clock), Math.Max(10, options.Value.MessagesPerMinute));
        _meter = meters.Create("Gateway.Channels.Web");
        _refused = _meter.CreateCounter<long>("gateway.hub.refused", "{call}", "Hub calls that were refused for their number, by method");
    }

    /// <summary>What a method costs, in a tenth of what a visitor may ask for within a second.</summary>
    public static double CostOf(string method) => method switch
    {
        "Start" => 10,
        "Rate" => 5,
        "Send" or "Resume" => 4,
        "Read" or "Close" => 2,
        _ => 1,
    };

    /// <summary>A full bucket for a new connection.</summary>
    public TokenBucket New() => new(_perSecond, _perSecond * Burst, _clock);

    /// <summary>Null when the call may be made, else how long to wait.</summary>
    public TimeSpan? Take(TokenBucket bucket, string method)
    {
        if (bucket.Take(CostOf(method), _clock.GetTimestamp()) is not { } wait)
            return null;
        _refused.Add(1, new KeyValuePair<string, object?>("method", method));
        if (_lines.MaySay(method, out var count))
            Log.Refused(_logger, method, count);
        return wait;
    }

    public void Dispose() => _meter.Dispose();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Hub calls were refused for their number: {Count} of {Method} since the last line")]
        public static partial void Refused(ILogger logger, string method, long count);
    }
}
