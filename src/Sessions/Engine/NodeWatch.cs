using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Says in Redis that this node lives, and looks after what nodes left behind that no longer say so: their turns are
/// taken up at once instead of when their leases have run out, which is a long silence in a conversation.
/// </summary>
internal sealed partial class NodeWatch(
    NodeId id, SessionStore store, TurnWorker worker, Outbox outbox, WatchKeeper watches, SessionMetrics metrics,
    TimeProvider clock, IOptions<SessionOptions> options,
    ILogger<NodeWatch> logger) : BackgroundService
{
    private const int ShardsAtOnce = 32;

    /// <summary>
    /// Deliveries and turns alike have shorter leases by default; one that is longer runs out by itself.
    /// </summary>
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(5);

    private bool _isInDoubt;
    private (HashSet<SessionStore.HeldLease> Turns, HashSet<SessionStore.HeldLease> Deliveries) _unheard = ([], []);

    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(options.Value.GoneMs);
    private bool _wasHeard;

    /// <summary>Says the first word before anything is taken in: what comes then is run here at once.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await BeatAsync(wasAway: false);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wasAway = !_wasHeard;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_patience / 3, clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
                wasAway = !await BeatAsync(wasAway);
        }
    }

    /// <summary>False when Redis does not answer.</summary>
    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The loop's boundary: a node that stopped saying that it lives would lose what it runs.")]
    private async Task<bool> BeatAsync(bool wasAway)
    {
        try
        {
            var gone = await store.BeatAsync(_patience, isFirst: !_wasHeard);
            if (!_wasHeard)
                worker.Known();
            _wasHeard = true;
            if (wasAway)
                Returned();
            await HandBackUnheardAsync();
            foreach (var node in gone)
                await TakeUpAsync(node);
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(logger, error);
            return false;
        }
        catch (Exception error)
        {
            Log.Interrupted(logger, error);
        }

        return true;
    }

    /// <summary>Redis answers again. What it did meanwhile for us, or for others, no one may have heard of.</summary>
    private void Returned()
    {
        worker.RenewSoon();
        watches.Doubt();
    }

    /// <summary>
    /// Hands back what Redis granted to this node in answers that never came: no one works on it, and all others wait
    /// for its lease to run out. What was unheard of at two looks is: an answer is not under way for that long once
    /// Redis answers again, and whoever is wrong about it only loses the lease.
    /// </summary>
    private async Task HandBackUnheardAsync()
    {
        _isInDoubt |= store.TakeDoubt() | outbox.TakeDoubt();
        if (!_isInDoubt && _unheard.Turns.Count + _unheard.Deliveries.Count == 0)
            return;
        var held = await OnAllShardsAsync(shard => store.FindHeldAsync(shard, id.Value, LongestLease));
        _isInDoubt = false;
        var turns = held.SelectMany(found => found.Turns).Where(lease => !worker.Runs(lease)).ToHashSet();
        var deliveries = held.SelectMany(found => found.Deliveries).Where(lease => !outbox.HasHeard(lease)).ToHashSet();
        var lostTurns = turns.Intersect(_unheard.Turns).ToList();
        var lostDeliveries = deliveries.Intersect(_unheard.Deliveries).ToList();
        _unheard = (turns, deliveries);
        foreach (var lease in lostTurns)
        {
            if (await store.ReleaseAsync(lease))
                worker.ClaimAfter(lease.Session.Shard, TimeSpan.Zero);
        }

        foreach (var lease in lostDeliveries)
            await outbox.ReleaseAsync(lease);
        if (lostTurns.Count + lostDeliveries.Count > 0)
            Log.HandedBack(logger, lostTurns.Count, lostDeliveries.Count);
    }

    private async Task TakeUpAsync(string gone)
    {
        // A turn that ran alone may be what ended the node: that try counts. Of several no one knows which it was.
        var isAlone = (await OnAllShardsAsync(shard => store.FindHeldAsync(shard, gone, LongestLease)))
            .Sum(found => found.Turns.Count) == 1;
        var left = await OnAllShardsAsync(async shard =>
        {
            var found = await store.AbandonAsync(shard, gone, LongestLease, blames: isAlone);
            if (found.Turns.Count > 0)
                worker.ClaimAfter(shard, TimeSpan.Zero);
            if (found.Deliveries > 0)
                outbox.Ring(shard);
            return found;
        });
        var turns = left.Sum(found => found.Turns.Count);
        var deliveries = left.Sum(found => found.Deliveries);
        // It may have committed something and not lived to tell.
        watches.Doubt();
        await store.ForgetNodeAsync(gone);
        metrics.NodeGone(turns, deliveries);
        Log.TookUp(logger, gone, turns, deliveries);
    }

    private static async Task<List<T>> OnAllShardsAsync<T>(Func<int, Task<T>> ask)
    {
        var answers = new List<T>(SessionKeys.Shards);
        foreach (var shards in Enumerable.Range(0, SessionKeys.Shards).Chunk(ShardsAtOnce))
            answers.AddRange(await Task.WhenAll(shards.Select(ask)));
        return answers;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Node {Node} is gone; {Turns} turns and {Deliveries} deliveries that it held are due at once")]
        public static partial void TookUp(ILogger logger, string node, int turns, int deliveries);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "{Turns} turns and {Deliveries} deliveries were handed back whose leases this node was never told of")]
        public static partial void HandedBack(ILogger logger, int turns, int deliveries);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The session store does not answer; this node could not say that it lives")]
        public static partial void StoreUnavailable(ILogger logger, Exception error);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message =
            "What a node that is gone held could not be taken up whole; the rest waits for its leases to run out")]
        public static partial void Interrupted(ILogger logger, Exception error);
    }
}
