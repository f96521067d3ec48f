using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Delivery;

/// <summary>
/// Takes deliveries up, those that were just put into the outbox and those that are due again or were left by a dead node, and has them run, as many
/// at once as there are places. One session's are run one after the other: the outbox sees to that.
/// </summary>
internal sealed partial class DeliveryWorker : IHostedService, IDisposable
{
    private const int ClaimsPerShard = 4;
    private const int ShardsAtOnce = 16;

    private readonly Outbox _outbox;
    private readonly DeliveryRun _run;
    private readonly TimeProvider _clock;
    private readonly DeliveryOptions _options;
    private readonly ILogger<DeliveryWorker> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private Task _sweeping = Task.CompletedTask;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private int _places;
    private volatile bool _isShort;

    public DeliveryWorker(Outbox outbox, DeliveryRun run, TimeProvider clock, IOptions<DeliveryOptions> options, ILogger<DeliveryWorker> logger)
    {
        (_outbox, _run, _clock, _options, _logger) = (outbox, run, clock, options.Value, logger);
        _places = _options.MaxConcurrent;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _outbox.Filled += Claim;
        _sweeping = SweepAsync();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Takes nothing more up and lets what is being handed over end; what takes too long is cut short, and whoever takes it up next looks for it before
    /// sending again.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _outbox.Filled -= Claim;
        await _stop.CancelAsync();
        await EndedAsync(TimeSpan.FromMilliseconds(_options.DrainMs));
        await _cut.CancelAsync();
        await EndedAsync(TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        _stop.Dispose();
        _cut.Dispose();
        _wake.Dispose();
    }

    private Task EndedAsync(TimeSpan within) => Task.WhenAll(_running.Keys.Append(_sweeping)).WaitAsync(within, _clock, CancellationToken.None)
        .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Claim(int shard) => Own(Task.Run(() => ClaimAsync(shard, TimeSpan.Zero)));

    private void Own(Task task)
    {
        _running.TryAdd(task, true);
        _ = task.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task SweepAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var shards in (await FindDueAsync()).Chunk(ShardsAtOnce))
                await Task.WhenAll(shards.Select(shard => ClaimAsync(shard, TimeSpan.Zero)));
            await ((Task)_wake.WaitAsync(TimeSpan.FromMilliseconds(_options.SweepMs), _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The loop's boundary: whatever it was, deliveries that are due must be found once it is over.")]
    private async Task<int[]> FindDueAsync()
    {
        try
        {
            return [.. await _outbox.FindDueAsync()];
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(_logger, error);
        }
        catch (Exception error)
        {
            Log.SweepFailed(_logger, error);
        }

        return [];
    }

    [SuppressMessage("Design", "CA1031", Justification = "No one awaits this look; the sweep looks again.")]
    private async Task ClaimAsync(int shard, TimeSpan wait)
    {
        try
        {
            // Redis's clock decides when a delivery is due; a few milliseconds more keep the look from coming too early.
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait + TimeSpan.FromMilliseconds(5), _clock, _stop.Token);
            var found = ClaimsPerShard;
            while (found == ClaimsPerShard && !_stop.IsCancellationRequested)
                found = await ClaimOnceAsync(shard);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The node stops; another one's sweep finds it.
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(_logger, error);
        }
        catch (Exception error)
        {
            Log.ClaimFailed(_logger, error, shard);
        }
    }

    private async Task<int> ClaimOnceAsync(int shard)
    {
        var places = 0;
        while (places < ClaimsPerShard && Interlocked.Decrement(ref _places) >= 0)
            places++;
        if (places < ClaimsPerShard)
            Interlocked.Increment(ref _places);
        if (places == 0)
        {
            _isShort = true;
            WakeWhenThereIsRoom();
            return 0;
        }

        var used = 0;
        try
        {
            var leases = await _outbox.ClaimAsync(shard, TimeSpan.FromMilliseconds(_options.LeaseMs), places);
            foreach (var lease in leases)
            {
                used++;
                Own(Task.Run(() => RunAsync(lease)));
            }
        }
        finally
        {
            // It took as many as it could: there may be more.
            if (used == places && places < ClaimsPerShard)
                _isShort = true;
            Interlocked.Add(ref _places, places - used);
            WakeWhenThereIsRoom();
        }

        return used;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The worker's boundary: whatever a delivery throws is logged here; its lease runs out and it is taken up again.")]
    private async Task RunAsync(DeliveryLease lease)
    {
        TimeSpan? again = null;
        try
        {
            again = await _run.RunAsync(lease, _stop.Token, _cut.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Its lease runs out, and another node takes it up.
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(_logger, error);
        }
        catch (Exception error)
        {
            Log.RunFailed(_logger, error, lease.Delivery.Id);
        }
        finally
        {
            Interlocked.Increment(ref _places);
            WakeWhenThereIsRoom();
        }

        if (again is { } wait && !_stop.IsCancellationRequested)
            Own(ClaimAsync(lease.Delivery.Id.Session.Shard, wait));
    }

    /// <summary>Looks for what this node was too busy to take up, once half of its places are free: no one waits for the next sweep then.</summary>
    private void WakeWhenThereIsRoom()
    {
        if (!_isShort || Volatile.Read(ref _places) < (_options.MaxConcurrent + 1) / 2 || _stop.IsCancellationRequested)
            return;
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The session store does not answer; deliveries wait")]
        public static partial void StoreUnavailable(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "Deliveries that are due could not be looked for; they wait")]
        public static partial void SweepFailed(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "Deliveries of shard {Shard} could not be taken up; they wait")]
        public static partial void ClaimFailed(ILogger logger, Exception error, int shard);

        [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} could not be brought to an end; it is taken up again")]
        public static partial void RunFailed(ILogger logger, Exception error, DeliveryId delivery);
    }
}
