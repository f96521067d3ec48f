using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Delivery;

/// <summary>
/// Takes deliveries up, those that were just put into the outbox and those that are due again or were left by a dead
/// node, and has them run, as many at once as there are places. One session's are run one after the other: the outbox
/// sees to that.
/// </summary>
internal sealed partial class DeliveryWorker : IHostedService, IShardWork<DeliveryLease>, IDisposable
{
    private readonly Outbox _outbox;
    private readonly DeliveryRun _run;
    private readonly DeliveryOptions _options;
    private readonly ILogger<DeliveryWorker> _logger;
    private readonly ShardSweep<DeliveryLease> _sweep;
    private readonly CancellationTokenSource _cut = new();

    public DeliveryWorker(
        Outbox outbox, DeliveryRun run, TimeProvider clock, IOptions<DeliveryOptions> options,
        ILogger<DeliveryWorker> logger)
    {
        (_outbox, _run, _options, _logger) = (outbox, run, options.Value, logger);
        _sweep = new ShardSweep<DeliveryLease>(
            this, "deliveries", _options.MaxConcurrent, TimeSpan.FromMilliseconds(_options.SweepMs), clock, logger);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _outbox.Filled += Claim;
        _sweep.Open();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Takes nothing more up and lets what is being handed over end; what takes too long is cut short, and whoever
    /// takes it up next looks for it before sending again.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _outbox.Filled -= Claim;
        await _sweep.StopAsync();
        await _sweep.DrainAsync(TimeSpan.FromMilliseconds(_options.DrainMs), CancellationToken.None);
        await _cut.CancelAsync();
        await _sweep.DrainAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _cut.Dispose();
    }

    Task<IReadOnlyList<int>> IShardWork<DeliveryLease>.FindDueAsync() => _outbox.FindDueAsync();

    Task<IReadOnlyList<DeliveryLease>> IShardWork<DeliveryLease>.ClaimAsync(int shard, int most) =>
        _outbox.ClaimAsync(shard, TimeSpan.FromMilliseconds(_options.LeaseMs), most);

    // The run sees that the node stops, and puts it back.
    Task IShardWork<DeliveryLease>.HandBackAsync(DeliveryLease lease) => RunAsync(lease);

    Task IShardWork<DeliveryLease>.RunAsync(DeliveryLease lease) => RunAsync(lease);

    private void Claim(int shard) => _sweep.ClaimAfter(shard, TimeSpan.Zero);

    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "The worker's boundary: whatever a delivery throws is logged here; its lease runs out and it is taken up again.")]
    private async Task RunAsync(DeliveryLease lease)
    {
        try
        {
            if (await _run.RunAsync(lease, _sweep.Stopping, _cut.Token) is { } wait)
                _sweep.ClaimAfter(lease.Delivery.Id.Session.Shard, wait);
        }
        catch (OperationCanceledException) when (_sweep.IsStopping)
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
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The session store does not answer; deliveries wait")]
        public static partial void StoreUnavailable(ILogger logger, Exception error);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Delivery {Delivery} could not be brought to an end; it is taken up again")]
        public static partial void RunFailed(ILogger logger, Exception error, DeliveryId delivery);
    }
}
