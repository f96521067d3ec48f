using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>Where leases come from, how they are kept, and how they are given back at shutdown.</summary>
internal sealed partial class TurnWorker
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _renewing = RenewLoopAsync(_stopTurns.Token);
        return Task.CompletedTask;
    }

    /// <summary>Stops claiming, lets running turns finish, and releases those that do not in time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _sweep.StopAsync();
        if (!await _sweep.DrainAsync(TimeSpan.FromMilliseconds(_options.DrainMs), cancellationToken))
            Log.DrainCutShort(_logger, _runs.Count);

        await _stopTurns.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(run => run.Ended))
            .WaitAsync(TimeSpan.FromSeconds(1), _clock, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _renewing;
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _stopTurns.Dispose();
    }

    /// <summary>Whether that very lease's turn runs here.</summary>
    public bool Runs(SessionStore.HeldLease lease) =>
        _runs.TryGetValue(lease.Session, out var run) && run.Lease.Fence == lease.Fence;

    /// <summary>Whether a turn runs here.</summary>
    internal bool RunsTurns => !_runs.IsEmpty;

    /// <summary>Looks at one shard after a while: when a debounce window or a back-off ends.</summary>
    public void ClaimAfter(int shard, TimeSpan wait) => _sweep.ClaimAfter(shard, wait);

    Task<IReadOnlyList<int>> IShardWork<Lease>.FindDueAsync() => _look.FindTurnsAsync();

    async Task<IReadOnlyList<Lease>> IShardWork<Lease>.ClaimAsync(int shard, int most)
    {
        var (leases, parked) = await _store.ClaimAsync(shard, most);
        foreach (var session in parked)
        {
            Log.SessionParkedAtClaim(_logger, session.Session);
            Tell(session);
        }

        return leases;
    }

    Task IShardWork<Lease>.HandBackAsync(Lease lease) => ReleaseAsync(lease);

    /// <summary>
    /// Renews all leases now: they may have been given up while Redis was away, and no one may have taken them up yet.
    /// </summary>
    public void RenewSoon() => _ = Task.WhenAll(_runs.Values.Select(RenewAsync));

    private async Task RenewLoopAsync(CancellationToken cancellationToken)
    {
        var third = TimeSpan.FromMilliseconds(_options.LeaseMs / 3d);
        using var timer = new PeriodicTimer(third / 2, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await Task.WhenAll(
                    _runs.Values.Where(run => _clock.GetElapsedTime(run.RenewedAt) >= third / 2).Select(RenewAsync));
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The loop's boundary: one lease that cannot be renewed must not cost the others theirs.")]
    private async Task RenewAsync(ActiveRun run)
    {
        try
        {
            run.RenewedAt = _clock.GetTimestamp();
            if (!await _store.RenewAsync(run.Lease))
                run.Lose();
        }
        catch (Exception error)
        {
            Log.RenewFailed(_logger, error, run.Lease.Turn.Id);
        }
    }

    private ActiveRun Begin(Lease lease)
    {
        var run = new ActiveRun(lease, _clock.GetTimestamp(), _stopTurns.Token);
        // A second lease for a session that still runs here means that the first has run out.
        _runs.AddOrUpdate(lease.Session, run, (_, stale) =>
        {
            stale.Lose();
            return run;
        });
        return run;
    }

    private void End(ActiveRun run)
    {
        _runs.TryRemove(new KeyValuePair<SessionId, ActiveRun>(run.Lease.Session, run));
        run.End();
    }

    /// <summary>One turn that is being run here.</summary>
    private sealed class ActiveRun(Lease lease, long startedAt, CancellationToken stopping) : IDisposable
    {
        private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private bool _disposed;
        private LiveTurn? _speaks;
        private bool _isSpoken;
        private Interruption? _early;
        private Cut? _cut;

        public Lease Lease => lease;

        public CancellationToken Cancelled => _cancel.Token;

        public Task Ended => _ended.Task;

        /// <summary>When it was last asked whether the lease is ours, as a timestamp of the clock.</summary>
        public long RenewedAt { get; set; } = startedAt;

        public bool IsLost { get; private set; }

        public void Lose()
        {
            lock (_gate)
            {
                if (_disposed)
                    return;
                IsLost = true;
                _cancel.Cancel();
            }
        }

        /// <summary>From now on there is something to cut off; who has interrupted it before does it now.</summary>
        public void BeginSpeaking(LiveTurn live)
        {
            Interruption? early;
            lock (_gate)
                (_speaks, early) = (live, _early);
            if (early is not null)
                Interrupt(early);
        }

        /// <summary>From now on it cannot be interrupted any more.</summary>
        /// <returns>How it was; null when it was not.</returns>
        public Cut? EndSpeaking()
        {
            lock (_gate)
            {
                (_speaks, _isSpoken) = (null, true);
                return _cut;
            }
        }

        /// <summary>False when there is nothing to interrupt.</summary>
        public bool Interrupt(Interruption interruption)
        {
            LiveTurn speaks;
            lock (_gate)
            {
                if (_isSpoken || _cut is not null)
                    return false;
                if (_speaks is null)
                {
                    _early = interruption;
                    return true;
                }

                speaks = _speaks;
                _cut = new Cut(speaks.Cut(), interruption.Heard);
            }

            speaks.TellCut();
            return true;
        }

        public void End() => _ended.TrySetResult();

        public void Dispose()
        {
            lock (_gate)
            {
                _disposed = true;
                _cancel.Dispose();
            }
        }
    }
}
