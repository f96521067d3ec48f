using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Has what is due in the shards done on this node, as many pieces at once as there are places. It looks again and
/// again which shards something is due in, and takes up what other nodes left, were too busy for, or died of; what this
/// node knows of itself it is told, and takes up at once.
/// </summary>
/// <typeparam name="TLease">The right to do one piece.</typeparam>
/// <param name="work">What is done.</param>
/// <param name="name">What it is, for the log.</param>
/// <param name="places">How many pieces are done at once.</param>
/// <param name="every">How often it looks.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Where it says that it could not look.</param>
public sealed partial class ShardSweep<TLease>(
    IShardWork<TLease> work, string name, int places, TimeSpan every, TimeProvider clock, ILogger logger) : IDisposable
{
    private const int ClaimsPerShard = 4;

    // Few at once: each keeps places for what it may find, and what comes meanwhile must find one too.
    private const int ShardsAtOnce = 16;

    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _looking = Task.CompletedTask;
    private int _taken;
    private volatile bool _isOpen;
    private volatile bool _isShort;

    /// <summary>Cancelled when nothing more is taken up.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Whether nothing more is taken up.</summary>
    public bool IsStopping => _stop.IsCancellationRequested;

    /// <summary>Begins to look, and gives places away. To be called once.</summary>
    public void Open()
    {
        _isOpen = true;
        _looking = LookAsync();
    }

    /// <summary>Takes nothing more up.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    /// <summary>Waits until all places are free, after <see cref="StopAsync"/>.</summary>
    /// <returns>False when they were not within that time.</returns>
    public async Task<bool> DrainAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _taken) <= 0)
            _drained.TrySetResult();
        var ended = Task.WhenAll(_drained.Task, _looking);
        await ended.WaitAsync(within, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ended.IsCompleted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _wake.Dispose();
    }

    /// <summary>Keeps a place; false when this node is full, stops, or has not begun.</summary>
    public bool TryReserve()
    {
        if (!_isOpen || _stop.IsCancellationRequested)
            return false;
        if (Interlocked.Increment(ref _taken) <= places)
            return true;
        // Said first: whoever gives the last place back looks whether someone wants it.
        _isShort = true;
        Unreserve();
        return false;
    }

    /// <summary>
    /// Gives a place back. When half of them are free, what this node was too busy for is looked for: no one waits for
    /// the next look.
    /// </summary>
    public void Unreserve()
    {
        var left = Interlocked.Decrement(ref _taken);
        if (_stop.IsCancellationRequested)
        {
            if (left <= 0)
                _drained.TrySetResult();
        }
        else if (_isShort && left <= places / 2)
        {
            Wake();
        }
    }

    /// <summary>Does what was taken up, in a place that was reserved.</summary>
    public void Run(TLease lease) => _ = Task.Run(async () =>
    {
        try
        {
            await work.RunAsync(lease);
        }
        finally
        {
            Unreserve();
        }
    });

    /// <summary>Looks at one shard after a while, at which something is known to be due there.</summary>
    public void ClaimAfter(int shard, TimeSpan wait) => _ = ClaimAfterAsync(shard, wait);

    private async Task ClaimAfterAsync(int shard, TimeSpan wait)
    {
        if (_stop.IsCancellationRequested)
            return;
        // Redis's clock decides what is due; a few milliseconds more keep the look from coming too early.
        await Task.Delay(wait > TimeSpan.Zero ? wait + TimeSpan.FromMilliseconds(5) : TimeSpan.Zero, clock, _stop.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await ClaimAsync(shard);
    }

    private void Wake()
    {
        _isShort = false;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    private async Task LookAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var shards in (await FindDueAsync()).Chunk(ShardsAtOnce))
                await Task.WhenAll(shards.Select(ClaimAsync));
            if (_stop.IsCancellationRequested)
                return;
            await ((Task)_wake.WaitAsync(every, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The loop's boundary: whatever it was, what is due must be found once it is over.")]
    private async Task<IReadOnlyList<int>> FindDueAsync()
    {
        try
        {
            return await work.FindDueAsync();
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(logger, error, name);
        }
        catch (Exception error)
        {
            Log.LookFailed(logger, error, name);
        }

        return [];
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "No one awaits this claim; what is due is found at the next look.")]
    private async Task ClaimAsync(int shard)
    {
        try
        {
            var found = ClaimsPerShard;
            while (found == ClaimsPerShard && !_stop.IsCancellationRequested)
                found = await ClaimOnceAsync(shard);
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(logger, error, name);
        }
        catch (Exception error)
        {
            Log.ClaimFailed(logger, error, name, shard);
        }
    }

    private async Task<int> ClaimOnceAsync(int shard)
    {
        var kept = 0;
        while (kept < ClaimsPerShard && TryReserve())
            kept++;
        if (kept == 0)
            return 0;
        try
        {
            var leases = await work.ClaimAsync(shard, kept);
            foreach (var lease in leases)
            {
                if (_stop.IsCancellationRequested)
                {
                    // The claim was on its way when the node began to stop.
                    await work.HandBackAsync(lease);
                    continue;
                }

                kept--;
                Run(lease);
            }

            return leases.Count;
        }
        finally
        {
            for (; kept > 0; kept--)
                Unreserve();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning, Message = "The session store does not answer; {What} that are due wait")]
        public static partial void StoreUnavailable(ILogger logger, Exception error, string what);

        [LoggerMessage(Level = LogLevel.Error, Message = "It could not be looked for {What} that are due; they wait")]
        public static partial void LookFailed(ILogger logger, Exception error, string what);

        [LoggerMessage(
            Level = LogLevel.Error, Message = "What is due of {What} in shard {Shard} could not be taken up; it waits")]
        public static partial void ClaimFailed(ILogger logger, Exception error, string what, int shard);
    }
}
