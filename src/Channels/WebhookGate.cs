using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels;

/// <summary>
/// Counts the webhooks that were refused, and shuts out for the rest of the minute who sends too many of them: what cannot be verified must cost next to
/// nothing. Kept in memory, for this node alone.
/// </summary>
public sealed partial class WebhookGate : IDisposable
{
    /// <summary>How many refusals within a minute a network is granted before it is shut out.</summary>
    public const int MostRefusals = 300;

    /// <summary>How many networks are watched. Beyond that a newcomer is not counted and pays the price of being verified.</summary>
    private const int MostNetworks = 20_000;

    private readonly ConcurrentDictionary<string, Window> _windows = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<WebhookGate> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _refused;

    /// <summary>Begins to count.</summary>
    public WebhookGate(IMeterFactory meters, TimeProvider clock, ILogger<WebhookGate> logger)
    {
        (_clock, _logger) = (clock, logger);
        _meter = meters.Create("Gateway.Channels");
        _refused = _meter.CreateCounter<long>("gateway.webhooks.refused", "{webhook}", "Webhooks that were refused, by provider and reason");
    }

    /// <summary>Whether a sender is shut out, and for how long yet.</summary>
    public bool IsShut(IPAddress? sender, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        // Nearly always there is nobody to look for.
        if (_windows.IsEmpty || !_windows.TryGetValue(ClientNetwork.Of(sender), out var window))
            return false;
        wait = window.Ends - _clock.GetUtcNow();
        return window.Count >= MostRefusals && wait > TimeSpan.Zero;
    }

    /// <summary>Counts a webhook that was refused because it could not be verified, and logs it.</summary>
    /// <param name="sender">Where it came from.</param>
    /// <param name="provider"><c>twilio</c>, <c>telegram</c>.</param>
    /// <param name="reason">A word: <c>signature</c>, <c>account</c>.</param>
    public void Refuse(IPAddress? sender, string provider, string reason)
    {
        Count(provider, reason);
        Log.Refused(_logger, provider, reason);
        var now = _clock.GetUtcNow();
        var network = ClientNetwork.Of(sender);
        if (_windows.Count >= MostNetworks && !_windows.ContainsKey(network))
        {
            ForgetEnded(now);
            if (_windows.Count >= MostNetworks)
                return;
        }

        var window = _windows.AddOrUpdate(network, _ => new Window(now.AddMinutes(1), 1),
            (_, known) => known.Ends > now ? known with { Count = known.Count + 1 } : new Window(now.AddMinutes(1), 1));
        if (window.Count == MostRefusals)
            Log.ShutOut(_logger, provider, MostRefusals);
    }

    /// <summary>Counts a webhook that was refused, and nothing else: of someone shut out, or who sent more than is read.</summary>
    public void Count(string provider, string reason) =>
        _refused.Add(1, new KeyValuePair<string, object?>("provider", provider), new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Forgets whom it has counted.</summary>
    internal void Pardon() => _windows.Clear();

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void ForgetEnded(DateTimeOffset now)
    {
        foreach (var (network, window) in _windows)
        {
            if (window.Ends <= now)
                _windows.TryRemove(new KeyValuePair<string, Window>(network, window));
        }
    }

    private sealed record Window(DateTimeOffset Ends, int Count);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A webhook of {Provider} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string provider, string reason);

        [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "A network that sent {Count} webhooks in the name of {Provider} that do not verify is shut out for the rest of the minute")]
        public static partial void ShutOut(ILogger logger, string provider, int count);
    }
}
