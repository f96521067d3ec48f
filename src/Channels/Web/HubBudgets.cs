using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Gateway.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>
/// What may be asked of the hub, by what it costs us: of one connection, of all connections of a session, of all that
/// come from one network, of all that open one site. The pace of calls follows <see
/// cref="WebOptions.MessagesPerMinute"/>, so that who allows visitors more messages allows them the calls around them.
/// </summary>
internal sealed partial class HubBudgets : IDisposable
{
    /// <summary>How many seconds' worth may be asked for at once.</summary>
    private const double Burst = 10;

    /// <summary>How many visitors who ask for all they may a network can have before each of them gets less.</summary>
    private const double CallersPerNetwork = 20;

    /// <summary>
    /// What everything costs a caller whose network has used up its share, times the usual: who asks for little still
    /// gets in beside a neighbour who asks for all there is, and a thousand connections are worth no more than a
    /// hundred.
    /// </summary>
    private const double Crowded = 10;

    /// <summary>
    /// More than the most frames that go with the calls: pings, and what comes while a refusal is on its way.
    /// </summary>
    private const double FramesPerCall = 2;

    /// <summary>So many bytes of a frame cost as much as the frame itself.</summary>
    private const double BytesPerFrame = 4_096;

    /// <summary>
    /// How many networks' worth of connections a site gets: it must neither crowd out other sites nor be shut by a few
    /// networks.
    /// </summary>
    private const double NetworksPerSite = 20;

    /// <summary>
    /// What the methods cost, in a tenth of what a visitor may ask for within a second, and their names as they stand
    /// in log and metric: SignalR does not mind how they are written.
    /// </summary>
    private static readonly FrozenDictionary<string, (double Cost, string Name)> Methods =
        new (string Name, double Cost)[] { ("Start", 10), ("Rate", 5), ("Send", 4), ("Resume", 4), ("Read", 2),
            ("Close", 2), ("Typing", 1) }
            .ToFrozenDictionary(
                method => method.Name, method => (method.Cost, method.Name), StringComparer.OrdinalIgnoreCase);

    private const int MostNetworks = 20_000;
    private const int MostSessions = 100_000;

    private readonly Meter _meter;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _closed;
    private readonly LogBudget _lines;
    private readonly ILogger<HubBudgets> _logger;
    private readonly TimeProvider _clock;
    private readonly double _perSecond;
    private readonly TokenBuckets _bySession;
    private readonly TokenBuckets _byNetwork;
    private readonly TokenBuckets _framesByNetwork;
    private readonly TokenBuckets _connectsByNetwork;
    private readonly TokenBuckets _connectsBySite;

    public HubBudgets(
        IOptions<WebOptions> options, IMeterFactory meters, TimeProvider clock, ILogger<HubBudgets> logger)
    {
        (_clock, _logger, _lines, _perSecond) =
            (clock, logger, new LogBudget(clock), Math.Max(10, options.Value.MessagesPerMinute));
        _bySession = new TokenBuckets(_perSecond, _perSecond * Burst, MostSessions, clock);
        _byNetwork = Networks(_perSecond);
        _framesByNetwork = Networks(_perSecond * FramesPerCall);
        // Two minutes' worth at once: all visitors of a company come back together when a node ends.
        double connects = options.Value.ConnectsPerMinute;
        _connectsByNetwork = new TokenBuckets(connects / 60, connects * 2, MostNetworks, clock);
        _connectsBySite = new TokenBuckets(
            connects / 60 * NetworksPerSite, connects * 2 * NetworksPerSite, MostNetworks, clock);
        _meter = meters.Create("Gateway.Channels.Web");
        _refused = _meter.CreateCounter<long>(
            "gateway.hub.refused", "{call}",
            "Hub calls and connects that were refused for their number, by method and reason");
        _closed = _meter.CreateCounter<long>(
            "gateway.hub.closed", "{connection}",
            "Hub connections that were closed for what they sent or did not send, by reason");

        TokenBuckets Networks(double perSecond) =>
            new(perSecond * CallersPerNetwork, perSecond * CallersPerNetwork * Burst, MostNetworks, clock);
    }

    /// <summary>A full bucket of calls for a new connection.</summary>
    public TokenBucket NewCalls() => new(_perSecond, _perSecond * Burst, _clock);

    /// <summary>A full bucket of frames for a new connection.</summary>
    public TokenBucket NewFrames() => new(_perSecond * FramesPerCall, _perSecond * FramesPerCall * Burst, _clock);

    /// <summary>Takes what a call costs.</summary>
    /// <param name="calls">The connection's bucket.</param>
    /// <param name="network">Where it comes from.</param>
    /// <param name="session">The session it has started, if any.</param>
    /// <param name="target">The method, as the caller calls it.</param>
    /// <returns>Null when the call may be made, else how long to wait.</returns>
    public TimeSpan? TakeCall(TokenBucket calls, string network, SessionId? session, string target)
    {
        // What no method is called is a stranger's word, which belongs neither into the log nor among a metric's tags.
        var (cost, method) = Methods.TryGetValue(target, out var known) ? known : (1, "unknown");
        var isCrowded = !_byNetwork.Has(network, cost);
        var own = isCrowded ? cost * Crowded : cost;
        // A second connection must not double what a session may ask for, nor a second session what a connection may.
        if (session is { } id && _bySession.Take(id.Value, own) is { } wait)
            return Refuse(method, isCrowded ? "network" : "session", wait);
        if (calls.Take(own, _clock.GetTimestamp()) is { } rest)
            return Refuse(method, isCrowded ? "network" : "connection", rest);
        if (!isCrowded)
            _byNetwork.Take(network, cost);
        return null;
    }

    /// <summary>Takes what frames cost, whatever is in them.</summary>
    /// <param name="frames">The connection's bucket.</param>
    /// <param name="network">Where they come from.</param>
    /// <param name="count">How many have come.</param>
    /// <param name="bytes">How many bytes have come.</param>
    /// <returns>Null when they may be looked at, else how long it takes until as many may come again.</returns>
    public TimeSpan? TakeFrames(TokenBucket frames, string network, double count, long bytes)
    {
        var cost = count + (bytes / BytesPerFrame);
        var isCrowded = _framesByNetwork.Take(network, cost) is not null;
        return frames.Take(isCrowded ? cost * Crowded : cost, _clock.GetTimestamp());
    }

    /// <summary>Takes one connection, or one negotiation of it.</summary>
    /// <param name="network">Where it comes from.</param>
    /// <param name="site">The site it is for.</param>
    /// <returns>Null when it may be made, else how long to wait.</returns>
    public TimeSpan? TakeConnect(string network, string site) =>
        // What the site refuses is not charged to the network, whose visitors may be on their way to another site.
        _connectsByNetwork.Has(network, 1) && _connectsBySite.Take(site, 1) is { } rest
            ? Refuse("connect", "site", rest)
        : _connectsByNetwork.Take(network, 1) is { } wait ? Refuse("connect", "network", wait)
        : null;

    /// <summary>A session has as many connections as it may.</summary>
    public TimeSpan RefuseWatcher() => Refuse("Start", "watchers", TimeSpan.FromSeconds(30));

    /// <summary>A connection was closed, or breaks off, for what it sent or did not send.</summary>
    /// <param name="reason">A word: <c>flood</c>, <c>ignored</c>, <c>notStarted</c>, <c>idle</c>, <c>malformed</c>,
    /// <c>broken</c>.</param>
    public void Closed(string reason)
    {
        _closed.Add(1, new KeyValuePair<string, object?>("reason", reason));
        if (_lines.MaySay(reason, out var count))
            Log.Closed(_logger, reason, count);
    }

    public void Dispose() => _meter.Dispose();

    private TimeSpan Refuse(string method, string reason, TimeSpan wait)
    {
        _refused.Add(
            1, new KeyValuePair<string, object?>("method", method),
            new KeyValuePair<string, object?>("reason", reason));
        if (_lines.MaySay($"{method} {reason}", out var count))
            Log.Refused(_logger, method, reason, count);
        return wait;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message =
                "{Method} was refused for its number ({Reason}): {Count} since the last line. Visitors behind one proxy count as one network until Gateway:KnownProxies names it")]
        public static partial void Refused(ILogger logger, string method, string reason, long count);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Connections to the hub were closed ({Reason}): {Count} since the last line")]
        public static partial void Closed(ILogger logger, string reason, long count);
    }
}
