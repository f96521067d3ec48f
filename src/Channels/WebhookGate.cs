using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels;

/// <summary>
/// Counts the webhooks that were refused. What is verified with a look at a header is never shut out. Where a body has
/// to be read first, a sender of many that do not verify has the next ones looked at one by one, so that they cost no
/// more than a part of one processor: what is genuine and comes from the same network, as behind a proxy that nobody
/// named, waits its turn and gets in. Kept in memory, for this node alone.
/// </summary>
public sealed partial class WebhookGate : IDisposable
{
    /// <summary>
    /// How many refusals within a minute a network is granted, for each provider, before its webhooks are looked at one
    /// by one.
    /// </summary>
    public const int MostRefusals = 300;

    /// <summary>How many of them may wait for that; their bodies are read by then.</summary>
    public const int MostWaiting = 256;

    /// <summary>
    /// How many networks are watched. Beyond that a newcomer is not counted and is looked at as it comes.
    /// </summary>
    private const int MostNetworks = 20_000;

    private readonly ConcurrentDictionary<(string Provider, string Network), Sender> _senders = new();
    private readonly LogBudget _lines;
    private readonly TimeProvider _clock;
    private readonly ILogger<WebhookGate> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _refused;

    /// <summary>Begins to count.</summary>
    public WebhookGate(IMeterFactory meters, TimeProvider clock, ILogger<WebhookGate> logger)
    {
        (_clock, _logger, _lines) = (clock, logger, new LogBudget(clock));
        _meter = meters.Create("Gateway.Channels");
        _refused = _meter.CreateCounter<long>(
            "gateway.webhooks.refused", "{webhook}", "Webhooks that were refused, by provider and reason");
    }

    /// <summary>Waits until a webhook may be verified; dispose what is returned once it is.</summary>
    /// <param name="sender">Where it came from.</param>
    /// <param name="provider"><c>twilio</c>.</param>
    /// <param name="cancellationToken">The sender has gone.</param>
    /// <returns>Null when too many wait already.</returns>
    public async ValueTask<IDisposable?> EnterAsync(
        IPAddress? sender, string provider, CancellationToken cancellationToken)
    {
        // Nearly always there is nobody to look for.
        if (_senders.IsEmpty || !_senders.TryGetValue((provider, ClientNetwork.Of(sender)), out var known)
            || !known.IsSuspect(_clock.GetUtcNow()))
            return Free.Instance;
        if (await known.EnterAsync(cancellationToken))
            return known;
        Count(provider, "busy");
        return null;
    }

    /// <summary>
    /// Counts a webhook that was refused because it could not be verified, and logs it: one line a minute for each
    /// provider and reason.
    /// </summary>
    /// <param name="provider"><c>twilio</c>, <c>telegram</c>.</param>
    /// <param name="reason">
    /// A word: <c>signature</c>, <c>account</c>, <c>number</c>, <c>form</c> (Twilio); <c>bot</c>, <c>secret</c>
    /// (Telegram); <c>size</c>.
    /// </param>
    public void Refuse(string provider, string reason)
    {
        Count(provider, reason);
        if (_lines.MaySay($"{provider} {reason}", out var count))
            Log.Refused(_logger, provider, reason, count);
    }

    /// <summary>
    /// Refuses likewise, and remembers the sender: with many of those its next ones wait in <see cref="EnterAsync"/>.
    /// </summary>
    /// <param name="sender">Where it came from.</param>
    /// <param name="provider">As for <see cref="EnterAsync"/>.</param>
    /// <param name="reason">A word, as above.</param>
    public void Refuse(IPAddress? sender, string provider, string reason)
    {
        Refuse(provider, reason);
        var now = _clock.GetUtcNow();
        var key = (provider, ClientNetwork.Of(sender));
        if (!_senders.TryGetValue(key, out var known))
        {
            if (_senders.Count >= MostNetworks)
                Forget(now);
            if (_senders.Count >= MostNetworks)
                return;
            known = _senders.GetOrAdd(key, static _ => new Sender());
        }

        if (known.Refused(now) == MostRefusals && _lines.MaySay(provider, out var senders))
            Log.Suspect(_logger, provider, MostRefusals, senders);
    }

    /// <summary>Counts a webhook that was refused, and nothing else: one that sent more than is read.</summary>
    public void Count(string provider, string reason) =>
        _refused.Add(
            1, new KeyValuePair<string, object?>("provider", provider),
            new KeyValuePair<string, object?>("reason", reason));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, known) in _senders)
        {
            if (known.IsForgotten(now))
                _senders.TryRemove(new KeyValuePair<(string, string), Sender>(key, known));
        }
    }

    private sealed class Free : IDisposable
    {
        public static readonly Free Instance = new();

        public void Dispose()
        {
        }
    }

    /// <summary>Who sends webhooks that do not verify; its one place is given back by disposing it.</summary>
    [SuppressMessage(
        "Design", "CA1001",
        Justification =
        "A semaphore whose handle nobody asks for holds nothing, and one may still wait when its sender is forgotten.")]
    private sealed class Sender : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly SemaphoreSlim _place = new(1, 1);
        private DateTimeOffset _ends;
        private int _count;
        private int _waiting;

        public int Refused(DateTimeOffset now)
        {
            lock (_gate)
            {
                if (_ends <= now)
                    (_ends, _count) = (now.AddMinutes(1), 0);
                return ++_count;
            }
        }

        public bool IsSuspect(DateTimeOffset now)
        {
            lock (_gate)
                return _count >= MostRefusals && now < _ends;
        }

        public bool IsForgotten(DateTimeOffset now)
        {
            lock (_gate)
                return _ends <= now && _waiting == 0;
        }

        public async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                Interlocked.Decrement(ref _waiting);
                return false;
            }

            try
            {
                await _place.WaitAsync(cancellationToken);
                return true;
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        public void Dispose() => _place.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning,
            Message = "A webhook of {Provider} was refused: {Reason}; {Count} since the last line")]
        public static partial void Refused(ILogger logger, string provider, string reason, long count);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Warning,
            Message =
            "Networks that sent {Most} webhooks in the name of {Provider} that do not verify have them looked at one by one for the rest of the minute: {Count} since the last line")]
        public static partial void Suspect(ILogger logger, string provider, int most, long count);
    }
}
