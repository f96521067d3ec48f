using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Runs turns: those whose lease accept gave to this node, and those it claims itself because a node died, was too busy
/// or a message was left to wait for its fellows. Leases are looked after in TurnWorker.Leases.cs.
/// </summary>
internal sealed partial class TurnWorker : IHostedService, IShardWork<Lease>, IDisposable
{
    private static readonly TimeSpan LongestCommitPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryPause = TimeSpan.FromHours(1);

    private readonly SessionStore _store;
    private readonly ITurnHandler _handler;
    private readonly LiveSessions _live;
    private readonly Outbox _outbox;
    private readonly ITurnAudience[] _audiences;
    private readonly IParkedWords? _parkedWords;
    private readonly SessionMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly SessionOptions _options;
    private readonly ILogger<TurnWorker> _logger;

    private readonly ConcurrentDictionary<SessionId, ActiveRun> _runs = new();
    private readonly ShardLook _look;
    private readonly ShardSweep<Lease> _sweep;
    private readonly CancellationTokenSource _stopTurns = new();
    private Task _renewing = Task.CompletedTask;

    public TurnWorker(
        SessionStore store, ShardLook look, ITurnHandler handler, LiveSessions live, NodeTopic topic, Outbox outbox,
        IEnumerable<ITurnAudience> audiences,
        IEnumerable<IParkedWords> parkedWords, SessionMetrics metrics, TimeProvider clock,
        IOptions<SessionOptions> options,
        ILogger<TurnWorker> logger)
    {
        (_store, _look, _handler, _live, _outbox, _audiences, _parkedWords, _metrics, _clock, _options, _logger) =
            (store, look, handler, live, outbox, [.. audiences], parkedWords.SingleOrDefault(), metrics, clock,
                options.Value, logger);
        _sweep = new ShardSweep<Lease>(
            this, "turns", _options.MaxConcurrentTurns, TimeSpan.FromMilliseconds(_options.SweepMs), clock, logger);
        topic.Connect((session, interruption) => Interrupt(session, interruption));
    }

    /// <summary>
    /// Redis knows that this node lives. Before that it takes no turn: were it to end then, no one would miss it, and
    /// what it ran would wait for its leases to run out.
    /// </summary>
    public void Known() => _sweep.Open();

    /// <summary>Keeps a place for a turn; false when this node is full, stops, or is not known yet.</summary>
    public bool TryReserve() => _sweep.TryReserve();

    /// <summary>Gives a place back.</summary>
    public void Unreserve() => _sweep.Unreserve();

    /// <summary>Runs the leased session's turns, in a place that was reserved, until its inbox is empty.</summary>
    public void Run(Lease lease) => _sweep.Run(lease);

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "No one awaits the session's run; its lease runs out and it is taken up again.")]
    async Task IShardWork<Lease>.RunAsync(Lease lease)
    {
        try
        {
            for (var next = lease; next is not null;)
                next = await RunTurnAsync(next);
        }
        catch (Exception error)
        {
            Log.TurnNotEnded(_logger, error, lease.Session);
        }
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The worker's boundary: whatever a turn throws is logged, counted and decided on here.")]
    private async Task<Lease?> RunTurnAsync(Lease lease)
    {
        var started = _clock.GetTimestamp();
        var outcome = "failed";
        _metrics.TurnStarted();
        using var activity = SessionMetrics.StartTurn(lease.Turn);
        using var run = Begin(lease);
        Audience? audience = null;
        try
        {
            audience = Follow(lease);
            _live.Own(lease.Turn.Session);
            using var live = _live.Begin(lease.Session, lease.Turn, lease.RemoteNodes);
            _live.Publish(lease.Session, new TypingEvent(EntryRole.Agent, On: true), lease.RemoteNodes);
            var result = await AnswerAsync(run, live);
            var entries = StoredEntry.Of(result, lease.Turn);
            var committed = await CommitAsync(run, result, entries);
            if (committed.IsLost)
            {
                outcome = "lost";
                Log.LeaseLost(_logger, lease.Turn.Id, lease.Fence);
                return null;
            }

            outcome = "committed";
            Show(lease, result, entries, committed);
            if (committed.Parked is not null)
                await TellParkedAsync(committed.Parked);
            return committed.Next;
        }
        catch (OperationCanceledException) when (run.IsLost)
        {
            outcome = "lost";
            Log.LeaseLost(_logger, lease.Turn.Id, lease.Fence);
        }
        catch (OperationCanceledException) when (_stopTurns.IsCancellationRequested)
        {
            outcome = "released";
            await ReleaseAsync(lease);
        }
        catch (SessionStoreUnavailableException error)
        {
            // The turn is not lost: its lease runs out and it is run again, under the same id.
            Log.StoreUnavailable(_logger, error, lease.Turn.Id);
        }
        catch (Exception error)
        {
            outcome = await FailAsync(lease, error);
        }
        finally
        {
            audience?.Dispose();
            End(run);
            _metrics.TurnEnded(outcome, _clock.GetElapsedTime(started));
        }

        if (outcome != "lost")
            _live.Publish(lease.Session, new TypingEvent(EntryRole.Agent, On: false), lease.RemoteNodes);
        return null;
    }

    /// <summary>Asks the handler; of a turn that is interrupted meanwhile what was heard is its answer.</summary>
    private async Task<TurnResult> AnswerAsync(ActiveRun run, LiveTurn live)
    {
        var turn = run.Lease.Turn;
        run.BeginSpeaking(live);
        TurnResult result;
        try
        {
            result = await _handler.RunAsync(turn, live, run.Cancelled);
        }
        catch (OperationCanceledException) when (live.IsCut && !run.Cancelled.IsCancellationRequested)
        {
            result = new TurnResult { State = turn.State };
        }

        live.TellAll();
        if (run.EndSpeaking() is not { } cut)
            return result;
        _metrics.Interrupted();
        return cut.Of(result, _store.ShowsWords(turn.Session.Channel), _clock.GetUtcNow());
    }

    /// <summary>Ends a turn early that runs here.</summary>
    /// <returns>False when it does not, or has said all it had to say.</returns>
    public bool Interrupt(SessionId session, Interruption interruption) => _runs.TryGetValue(session, out var run)
        && (interruption.Turn is null || interruption.Turn == run.Lease.Turn.Id.Number)
        && run.Interrupt(interruption);

    /// <summary>
    /// Lets the channels that care follow the turn until what is returned is disposed; null when none does.
    /// </summary>
    private Audience? Follow(Lease lease)
    {
        Audience? audience = null;
        foreach (var channel in _audiences)
        {
            if (channel.Follow(lease.Turn) is { } watcher)
                (audience ??= new Audience()).Add(watcher, _live.Watch(lease.Session, watcher, out _));
        }

        return audience;
    }

    /// <summary>Commits, again and again while Redis is away: the same commit said twice is one commit.</summary>
    private async Task<SessionStore.Committed> CommitAsync(ActiveRun run, TurnResult result, StoredEntry[] entries)
    {
        var json = Array.ConvertAll(entries, entry => entry.ToJson());
        var giveUpAt = _clock.GetTimestamp() + (long)(_options.LeaseMs / 1000d * _clock.TimestampFrequency);
        for (var pause = TimeSpan.FromMilliseconds(100); ;
            pause = pause * 2 < LongestCommitPause ? pause * 2 : LongestCommitPause)
        {
            try
            {
                return await _store.CommitAsync(run.Lease, result, entries, json, canRun: !_sweep.IsStopping);
            }
            catch (SessionStoreUnavailableException)
                when (_clock.GetTimestamp() < giveUpAt && !_stopTurns.IsCancellationRequested)
            {
                await Task.Delay(pause, _clock, _stopTurns.Token);
            }
        }
    }

    private void Show(Lease lease, TurnResult result, StoredEntry[] entries, SessionStore.Committed committed)
    {
        for (var i = 0; i < entries.Length; i++)
            _live.Publish(
                lease.Session, new EntryEvent(entries[i].At(committed.FirstSeq + i, committed.At)),
                committed.RemoteNodes);
        if (entries.Length == 0)
            _live.Publish(lease.Session, new TypingEvent(EntryRole.Agent, On: false), committed.RemoteNodes);
        if (result.Entries.Any(entry => entry.IsOutgoing) && _store.Delivers(lease.Turn.Session.Channel))
            _outbox.Ring(lease.Session.Shard);
        if (result.Status is { } status && status != lease.Turn.Session.Status)
            _live.Publish(lease.Session, new StatusEvent(status, Operator: null), committed.RemoteNodes);
    }

    private async Task<string> FailAsync(Lease lease, Exception error)
    {
        // Attempts that a node's end cost count here as well, and some have many.
        var longer = Math.Pow(2, Math.Min(lease.Turn.Attempt - 1, 30));
        var pause = TimeSpan.FromMilliseconds(Math.Min(_options.RetryMs * longer, LongestRetryPause.TotalMilliseconds));
        Log.TurnFailed(_logger, error, lease.Turn.Id, lease.Turn.Attempt);
        try
        {
            if (await _store.FailAsync(lease, $"{error.GetType().Name}: {error.Message}", pause))
            {
                Log.SessionParked(_logger, lease.Turn.Id);
                await TellParkedAsync(
                    new SessionStore.GivenUp(lease.Session, lease.Turn.Id.Number, lease.Turn.Messages.Count));
                return "parked";
            }

            ClaimAfter(lease.Session.Shard, pause);
        }
        catch (SessionStoreUnavailableException unavailable)
        {
            Log.StoreUnavailable(_logger, unavailable, lease.Turn.Id);
        }

        return "failed";
    }

    /// <summary>Tells the contact that there is no answer now, without holding up whoever gave it up.</summary>
    public void Tell(SessionStore.GivenUp parked) => _ = TellParkedAsync(parked);

    /// <summary>
    /// Tells the contact that there is no answer now. Whoever cannot be told this moment is when it is tried again.
    /// </summary>
    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "What could not be read may not be written to either; the parking stands, and is on the operators' list.")]
    private async Task TellParkedAsync(SessionStore.GivenUp parked)
    {
        // A wake that fails is no one's question.
        if (_parkedWords is null || parked.Waiting == 0)
            return;
        var id = parked.Session;
        try
        {
            if (await _store.ReadAsync(
                id, afterSeq: null, count: 0, watchFor: null, watchMessage: null) is not { } snapshot)
                return;
            var entry = new NewEntry(EntryRole.Agent, _parkedWords.Of(snapshot.Session));
            // Once for all that was said until now, however often it is tried.
            var name = string.Create(CultureInfo.InvariantCulture, $"parked:{parked.Turn}:{parked.Waiting}");
            var stored = StoredEntry.Of(entry, turnId: null, name);
            var (outcome, seq, at, remoteNodes) = await _store.AppendAsync(
                id, stored.ToJson(), status: null, generation: null, name, entry.Class);
            if (outcome != "appended")
                return;
            _live.Publish(id, new EntryEvent(stored.At(seq, at)), remoteNodes);
            _outbox.Ring(id.Shard);
        }
        catch (Exception error)
        {
            Log.NotTold(_logger, error, id);
        }
    }

    private async Task ReleaseAsync(Lease lease)
    {
        try
        {
            await _store.ReleaseAsync(lease);
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(_logger, error, lease.Turn.Id);
        }
    }

    /// <summary>Who follows a turn.</summary>
    private sealed class Audience : IDisposable
    {
        private readonly List<IDisposable> _parts = [];

        public void Add(ISessionWatcher watcher, IDisposable watching)
        {
            _parts.Add(watching);
            if (watcher is IDisposable disposable)
                _parts.Add(disposable);
        }

        public void Dispose()
        {
            foreach (var part in _parts)
                part.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "A turn of session {Session} could neither be committed nor given up; it will be run again")]
        public static partial void TurnNotEnded(ILogger logger, Exception error, SessionId session);

        [LoggerMessage(
            Level = LogLevel.Warning, Message = "Turn {Turn} lost its lease {Fence}; what it did is discarded")]
        public static partial void LeaseLost(ILogger logger, TurnId turn, long fence);

        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {Turn} failed at attempt {Attempt}")]
        public static partial void TurnFailed(ILogger logger, Exception error, TurnId turn, int attempt);

        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {Turn} was given up; its session is parked")]
        public static partial void SessionParked(ILogger logger, TurnId turn);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The contact of session {Session} could not be told that it was parked")]
        public static partial void NotTold(ILogger logger, Exception error, SessionId session);

        [LoggerMessage(
            Level = LogLevel.Warning, Message = "The session store does not answer; turn {Turn} will be run again")]
        public static partial void StoreUnavailable(ILogger logger, Exception error, TurnId turn);

        [LoggerMessage(
            Level = LogLevel.Warning, Message = "The lease of turn {Turn} could not be renewed; it is tried again")]
        public static partial void RenewFailed(ILogger logger, Exception error, TurnId turn);

        [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session} was given up when it was taken up")]
        public static partial void SessionParkedAtClaim(ILogger logger, SessionId session);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Count} turns still ran when the time to drain was over; they are released")]
        public static partial void DrainCutShort(ILogger logger, int count);
    }
}
