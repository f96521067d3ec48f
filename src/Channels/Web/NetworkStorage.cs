using System.Collections.Concurrent;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>
/// What the visitors of each network have filled of Redis, where it is counted for all nodes. It is charged when
/// messages have been stored, and the answer says whether more may come: so a message costs no wait before it is taken,
/// and one that is refused costs Redis a look at whether it had been taken before. A node charges in steps of 1/64 of
/// the allowance, so that not every message asks Redis once more; that much a network may fill beyond it on each node.
/// </summary>
internal sealed partial class NetworkStorage(
    Limits limits, IOptions<WebOptions> options, TimeProvider clock, ILogger<NetworkStorage> logger)
{
    private const int MostNetworks = 20_000;
    private const int Steps = 64;

    // Then one message is let through that asks Redis anew.
    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Full> _full = new(StringComparer.Ordinal);
    private readonly LogBudget _lines = new(clock);
    private readonly Allowance _bytes = options.Value.Bytes;
    private readonly ConcurrentDictionary<string, Owed> _owed = new(StringComparer.Ordinal);
    private readonly long _step = Enum.GetValues<LimitSpan>()
        .Min(span => options.Value.Bytes.Of(span) ?? long.MaxValue) / Steps;
    private long _tidiedAt = clock.GetTimestamp();

    /// <summary>What the network has used up, or null while it may fill more.</summary>
    public Exhausted? Find(string network)
    {
        // Nearly always there is nobody to look for.
        if (_full.IsEmpty || !_full.TryGetValue(network, out var full))
            return null;
        var now = clock.GetUtcNow();
        if (now < full.AskAt)
            return new Exhausted(full.Span, full.Ends - now);
        _full.TryRemove(new KeyValuePair<string, Full>(network, full));
        return null;
    }

    /// <summary>Charges what was stored. The message that it was stored for stands, whatever comes of this.</summary>
    public Task ChargeAsync(string network, long bytes)
    {
        Tidy();
        var owed = _owed.AddOrUpdate(
            network, static (_, added) => added,
            static (_, before, added) => before with { Bytes = before.Bytes + added.Bytes },
            new Owed(bytes, clock.GetTimestamp()));
        if (owed.Bytes < _step && _owed.Count <= MostNetworks)
            return Task.CompletedTask;
        return _owed.TryRemove(network, out var all) ? TellAsync(network, all.Bytes) : Task.CompletedTask;
    }

    /// <summary>What was owed longer than the shortest allowance lasts would count for nothing any more.</summary>
    private void Tidy()
    {
        var last = Volatile.Read(ref _tidiedAt);
        if (clock.GetElapsedTime(last) < LongestMemory
            || Interlocked.CompareExchange(ref _tidiedAt, clock.GetTimestamp(), last) != last)
            return;
        foreach (var owed in _owed)
        {
            if (clock.GetElapsedTime(owed.Value.Since) > TimeSpan.FromHours(1))
                _owed.TryRemove(owed);
        }
    }

    private async Task TellAsync(string network, long bytes)
    {
        try
        {
            if (await limits.ChargeAsync("bytes", network, bytes, _bytes) is not { } used)
                return;
            var now = clock.GetUtcNow();
            if (_full.Count >= MostNetworks)
                Forget(now);
            if (_full.Count < MostNetworks)
                _full[network] = new Full(
                    used.Span, now + used.Wait, now + (used.Wait < LongestMemory ? used.Wait : LongestMemory));
        }
        catch (SessionStoreUnavailableException error)
        {
            if (_lines.MaySay("notCharged", out var count))
                Log.NotCharged(logger, error, count);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (network, full) in _full)
        {
            if (full.AskAt <= now)
                _full.TryRemove(new KeyValuePair<string, Full>(network, full));
        }
    }

    private sealed record Owed(long Bytes, long Since);

    private sealed record Full(LimitSpan Span, DateTimeOffset Ends, DateTimeOffset AskAt);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "What messages fill could not be charged to their network, the session store does not answer: {Count} since the last line")]
        public static partial void NotCharged(ILogger logger, Exception error, long count);
    }
}
